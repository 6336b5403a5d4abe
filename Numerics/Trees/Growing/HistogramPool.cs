namespace MlPipelines.Numerics.Trees;

/// <summary>Histograms taken and given back, so that growing allocates only while it needs more at once than ever before.</summary>
internal sealed class HistogramPool(int length)
{
    private readonly Stack<long[]> _free = new();

    /// <summary>A histogram with any content.</summary>
    public long[] Take() => _free.TryPop(out long[]? histogram) ? histogram : GC.AllocateUninitializedArray<long>(length);

    public void GiveBack(long[]? histogram)
    {
        if (histogram is not null) _free.Push(histogram);
    }
}
