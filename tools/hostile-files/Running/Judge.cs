using System.Diagnostics;

namespace MlPipelines.HostileFiles.Running;

/// <summary>What came of reading a damaged file.</summary>
public enum Outcome
{
    /// <summary>It was read: the damage does not matter, or makes another valid file.</summary>
    Read,

    /// <summary>It was refused with an error that the reader is documented to give.</summary>
    Refused,

    /// <summary>Anything else.</summary>
    Fault,
}

/// <summary>Tells a good refusal from a fault.</summary>
public static class Judge
{
    /// <summary>Slips of a program: where one of these is the cause, the message cannot say what is wrong with the file.</summary>
    private static readonly Type[] Slips =
    [
        typeof(NullReferenceException), typeof(IndexOutOfRangeException), typeof(KeyNotFoundException), typeof(OverflowException),
        typeof(OutOfMemoryException), typeof(InvalidCastException), typeof(DivideByZeroException), typeof(ArrayTypeMismatchException),
        typeof(NotImplementedException), typeof(AccessViolationException), typeof(InsufficientExecutionStackException),
        typeof(RankException),
    ];

    /// <summary>Slips where the runtime throws them; what our own checks throw has a message that says what is wrong.</summary>
    private static readonly Type[] SlipsOfRuntime = [typeof(ArgumentNullException), typeof(ArgumentOutOfRangeException)];

    /// <summary>What is wrong with an error; null where it is a good refusal.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="refusals">The types that the reader is documented to give.</param>
    public static string? Fault(Exception exception, IReadOnlyList<Type> refusals)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(refusals);
        if (!refusals.Contains(exception.GetType()))
            return $"{Types(exception)}: {First(exception.GetBaseException().Message)} {PlaceOf(exception)}";
        if (exception.Message.Length < 10)
            return $"no message: '{exception.Message}' {PlaceOf(exception)}";
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            // What ML.NET's own loaders throw is not ours to mend; that it is caught and named is.
            if ((Slips.Contains(inner.GetType()) && !IsThrownByOthers(inner))
                || (SlipsOfRuntime.Contains(inner.GetType()) && IsThrownByRuntime(inner) && !IsThrownByOthers(inner)))
            {
                return $"{inner.GetType().Name} within a refusal: {First(exception.Message)} {PlaceOf(inner)}";
            }
        }

        return null;
    }

    private static bool IsThrownByRuntime(Exception exception) =>
        new StackTrace(exception).GetFrame(0)?.GetMethod()?.DeclaringType?.Assembly.GetName().Name is { } name
        && name.StartsWith("System", StringComparison.Ordinal);

    private static bool IsThrownByOthers(Exception exception) =>
        new StackTrace(exception).GetFrames().Select(frame => frame.GetMethod()?.DeclaringType?.Assembly.GetName().Name)
            .FirstOrDefault(name => name?.StartsWith("System", StringComparison.Ordinal) is false)
            ?.StartsWith("Microsoft.ML", StringComparison.Ordinal) is true;

    /// <summary>The error and its causes.</summary>
    private static string Types(Exception exception) =>
        exception.GetType().Name + (exception.InnerException is { } inner ? $" of {Types(inner)}" : "");

    private static string First(string message) => message.Length > 200 ? message[..200] + "…" : message;

    /// <summary>The first methods of this project on the way to the error.</summary>
    private static string PlaceOf(Exception exception) => "(" + string.Join(
        " < ",
        new StackTrace(exception).GetFrames().Select(frame => frame.GetMethod()).Where(method =>
            method?.DeclaringType?.Assembly.GetName().Name?.StartsWith("MlPipelines", StringComparison.Ordinal) is true)
            .Take(3).Select(method => $"{method!.DeclaringType!.Name}.{method.Name}")) + ")";
}

/// <summary>A fault of a reader.</summary>
/// <param name="Reader">The reader.</param>
/// <param name="Mutation">The number of the mutation.</param>
/// <param name="What">What happened.</param>
public sealed record ReaderFault(string Reader, long Mutation, string What);
