namespace MlPipelines.Pipelines.Configuration;

/// <summary>What an exception says, for people who read results and not code.</summary>
public static class ErrorText
{
    /// <summary>The message on one line, without the name of the parameter that .NET puts behind it.</summary>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var message = exception.Message;
        if (exception is ArgumentException { ParamName: { } name }
            && message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is >= 0 and var at)
        {
            message = message[..at];
        }

        return string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
