namespace Microsoft.ML.Runtime;

/// <summary>Opens channels for messages.</summary>
public interface IChannelProvider : IExceptionContext
{
    /// <summary>Opens a channel for text messages; they reach <see cref="MLContext.Log"/>.</summary>
    IChannel Start(string name);

    /// <summary>Opens a pipe for messages of any type.</summary>
    IPipe<TMessage> StartPipe<TMessage>(string name);
}
