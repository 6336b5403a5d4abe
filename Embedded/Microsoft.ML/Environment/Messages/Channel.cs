namespace Microsoft.ML.Runtime;

/// <summary>A channel whose messages go to the listener of the environment.</summary>
internal sealed class Channel : IChannel
{
    private readonly HostEnvironment _environment;
    private readonly long _started = System.Diagnostics.Stopwatch.GetTimestamp();
    private bool _disposed;

    /// <summary>Starts a channel. Its messages come from the component and it: "component; channel".</summary>
    public Channel(HostEnvironment environment, string name)
    {
        _environment = environment;
        ContextDescription = environment.Name.Length == 0 ? name : $"{environment.Name}; {name}";
        Trace(MessageSensitivity.None, "Channel started");
    }

    public string ContextDescription { get; }

    public TException Process<TException>(TException ex)
        where TException : Exception => _environment.Process(ex);

    public void Send(ChannelMessage msg) => _environment.Dispatch(ContextDescription, msg);

    public void Trace(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Trace, sensitivity, fmt);

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Trace, sensitivity, fmt, args);

    public void Error(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Error, sensitivity, fmt);

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Error, sensitivity, fmt, args);

    public void Warning(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Warning, sensitivity, fmt);

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Warning, sensitivity, fmt, args);

    public void Info(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Info, sensitivity, fmt);

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Info, sensitivity, fmt, args);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Trace(MessageSensitivity.None, $"Channel finished. Elapsed {System.Diagnostics.Stopwatch.GetElapsedTime(_started):c}.");
        Trace(MessageSensitivity.None, "Channel disposed");
    }

    private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string text, object[]? arguments = null) =>
        Send(new ChannelMessage(kind, sensitivity, text, arguments));
}
