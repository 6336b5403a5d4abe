namespace Microsoft.ML.Runtime;

/// <summary>A pipe without a listener: only text messages are listened to.</summary>
internal sealed class Pipe<TMessage>(HostEnvironment environment, string name) : IPipe<TMessage>
{
    public string ContextDescription { get; } = name;

    public TException Process<TException>(TException ex)
        where TException : Exception => environment.Process(ex);

    public void Send(TMessage msg)
    {
    }

    public void Dispose()
    {
    }
}
