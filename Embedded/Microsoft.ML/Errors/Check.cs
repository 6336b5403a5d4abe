using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Microsoft.ML;

/// <summary>Checks of arguments, with the exceptions that ML.NET throws.</summary>
internal static class Check
{
    /// <summary>The value, unless it is null.</summary>
    public static T NotNull<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    /// <summary>The text, unless it is null or empty: an <see cref="ArgumentOutOfRangeException"/> then, as in most of ML.NET.</summary>
    public static string NotEmpty([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentOutOfRangeException(name, $"{name} cannot be null or empty.");
        return value;
    }

    /// <summary>The name of a column of a schema, unless it is null or empty: an <see cref="ArgumentNullException"/> then, as in ML.NET's schemas.</summary>
    public static string ColumnName([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentNullException(name, $"{name} cannot be null or empty.");
        return value;
    }

    /// <summary>Requires a condition that an argument must meet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The condition is false.</exception>
    public static void Param([DoesNotReturnIf(false)] bool condition, string name, string message)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, message);
    }

    /// <summary>Requires a condition that an argument must meet; the message is built only if it does not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The condition is false.</exception>
    public static void Param(
        [DoesNotReturnIf(false)] bool condition, string name, [InterpolatedStringHandlerArgument(nameof(condition))] CheckMessage message)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, message.ToString());
    }
}
