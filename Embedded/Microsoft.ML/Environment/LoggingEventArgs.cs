using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A message of <see cref="MLContext.Log"/>.</summary>
public class LoggingEventArgs : EventArgs
{
    /// <summary>A message alone.</summary>
    public LoggingEventArgs(string message)
    {
        Message = message;
        RawMessage = null!;
        Source = null!;
    }

    /// <summary>A message with its kind and source.</summary>
    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        RawMessage = message;
        Kind = kind;
        Source = source;
        Message = $"[Source={source}, Kind={kind}] {message}";
    }

    /// <summary>The component that speaks.</summary>
    public string Source { get; }

    /// <summary>The kind of the message.</summary>
    public ChannelMessageKind Kind { get; }

    /// <summary>The message with its source and kind.</summary>
    public string Message { get; }

    /// <summary>The message alone.</summary>
    public string RawMessage { get; }
}
