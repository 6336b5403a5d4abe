namespace Microsoft.ML.Runtime;

/// <summary>A channel for text messages.</summary>
public interface IChannel : IPipe<ChannelMessage>
{
    /// <summary>A message about the course of things.</summary>
    void Trace(MessageSensitivity sensitivity, string fmt);

    /// <inheritdoc cref="Trace(MessageSensitivity, string)"/>
    void Trace(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>A message about something that failed.</summary>
    void Error(MessageSensitivity sensitivity, string fmt);

    /// <inheritdoc cref="Error(MessageSensitivity, string)"/>
    void Error(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>A message about something that may be wrong.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt);

    /// <inheritdoc cref="Warning(MessageSensitivity, string)"/>
    void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>A message worth knowing.</summary>
    void Info(MessageSensitivity sensitivity, string fmt);

    /// <inheritdoc cref="Info(MessageSensitivity, string)"/>
    void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
}
