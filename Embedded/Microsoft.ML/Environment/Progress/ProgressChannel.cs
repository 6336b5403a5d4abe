namespace Microsoft.ML.Runtime;

/// <summary>A progress channel nobody watches: as in ML.NET, progress does not reach <see cref="MLContext.Log"/>.</summary>
internal sealed class ProgressChannel : IProgressChannel
{
    public IProgressChannel StartProgressChannel(string name) => new ProgressChannel();

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => Check.NotNull(header);

    public void Checkpoint(params double?[] values) => Check.NotNull(values);

    public void Dispose()
    {
    }
}
