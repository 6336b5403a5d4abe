using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>Rows in blocks of about 4096 elements, which stay in the first-level cache while they are read twice.</summary>
internal readonly struct RowBlocks(int rows, int channels)
{
    private const int Elements = 4096;
    private const int MinimumRows = 16;
    private const int MinimumPart = 16_384;
    private readonly int _size = Math.Max(MinimumRows, Elements / channels);

    public int Rows { get; } = rows;

    public int Channels { get; } = channels;

    public int Count => (Rows + _size - 1) / _size;

    /// <summary>First row and row after the last of a block.</summary>
    public (int Start, int End) Of(int block) => (block * _size, Math.Min((block + 1) * _size, Rows));

    /// <summary>Into how many parts the blocks are worth to be split.</summary>
    public int Parts(WorkerPool workers) => (int)Math.Clamp((long)Rows * Channels / MinimumPart, 1, Math.Max(1, Math.Min(workers.Threads, Count)));
}
