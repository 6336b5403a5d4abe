namespace Microsoft.ML.Runtime;

/// <summary>A way for messages, open until it is disposed.</summary>
public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    /// <summary>Sends a message.</summary>
    void Send(TMessage msg);
}
