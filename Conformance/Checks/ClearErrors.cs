namespace MlPipelines.Conformance.Checks;

/// <summary>Which errors are clear: of a type that says that the caller can mend it, with a message that names what was wrong.</summary>
internal static class ClearErrors
{
    /// <summary>
    /// Why an error is not clear; null where it is. The error and all that are inside it must be of the kinds of
    /// <see cref="IsTyped"/>, and one of their messages must have one of the words.
    /// </summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="words">Names of columns, values or things that the message should name; one is enough, in any case of letters.</param>
    public static string? WhyNot(Exception error, IReadOnlyList<string> words)
    {
        var chain = Chain(error).ToList();
        if (chain.Find(inner => !IsTyped(inner)) is { } untyped)
            return $"{Describe(untyped)} is no error of a kind that tells the caller what to mend";
        return Naming(error, words) is null
            ? $"{Describe(error)} names none of: {string.Join(", ", words.Select(word => $"'{word}'"))}"
            : null;
    }

    /// <summary>The first message, from the outside, that has one of the words; null where none has.</summary>
    public static string? Naming(Exception error, IReadOnlyList<string> words) => Chain(error).Select(inner => inner.Message)
        .FirstOrDefault(message => words.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The type and the message.</summary>
    public static string Describe(Exception error) => $"{error.GetType().Name}: {error.Message}";

    /// <summary>The error and those inside it, without the wrappers of tasks.</summary>
    public static IEnumerable<Exception> Chain(Exception error)
    {
        if (error is AggregateException several)
            return several.InnerExceptions.SelectMany(Chain);
        return error.InnerException is { } inner ? Chain(inner).Prepend(error) : [error];
    }

    /// <summary>
    /// Whether an error is of a kind that tells the caller what to mend: one that ML.NET throws for bad input, or a kind that a library
    /// made for itself.
    /// </summary>
    private static bool IsTyped(Exception error)
    {
        if (error is ObjectDisposedException)
            return false;
        return error is ArgumentException or InvalidOperationException or FormatException or NotSupportedException or InvalidDataException
            || error.GetType().Namespace is { } place && place != "System" && !place.StartsWith("System.", StringComparison.Ordinal);
    }
}
