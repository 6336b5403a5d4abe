namespace Microsoft.ML.Runtime;

/// <summary>Opens channels for progress.</summary>
public interface IProgressChannelProvider
{
    /// <summary>Opens a channel for the progress of one calculation.</summary>
    IProgressChannel StartProgressChannel(string name);
}
