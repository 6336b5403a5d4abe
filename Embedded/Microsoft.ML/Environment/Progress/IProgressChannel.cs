namespace Microsoft.ML.Runtime;

/// <summary>The progress of one calculation.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    /// <summary>Sets what is reported, and the action that fills a report in when one is asked for.</summary>
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    /// <summary>Reports metrics and progress now: first the metrics, then the units.</summary>
    void Checkpoint(params double?[] values);
}
