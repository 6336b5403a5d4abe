namespace Microsoft.ML.Runtime;

/// <summary>A text message.</summary>
public readonly struct ChannelMessage
{
    private readonly string _message;
    private readonly object[]? _arguments;

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string message, object[]? arguments = null)
    {
        Kind = kind;
        Sensitivity = sensitivity;
        _message = Check.NotEmpty(message);
        _arguments = arguments;
    }

    /// <summary>What kind of message it is.</summary>
    public readonly ChannelMessageKind Kind;

    /// <summary>What it may give away.</summary>
    public readonly MessageSensitivity Sensitivity;

    /// <summary>The text.</summary>
    public string Message => _arguments is { Length: > 0 } ? string.Format(_message, _arguments) : _message;
}
