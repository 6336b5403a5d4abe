using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// target[i, :] = source[rows[i], :]. The rows of a shuffled batch lie far apart, so that most of the time goes into waiting for memory;
/// where the machine has such an instruction, a row is asked for some rows ahead of its turn.
/// </summary>
internal unsafe struct RowGather<T> : IWork
    where T : unmanaged
{
    private const int AheadBytes = 8192;
    private const int MaximumAhead = 32;
    private const int CacheLine = 64;
    private const int MinimumPart = 65_536;
    private T* _source, _target;
    private int* _rows;
    private int _count, _columns, _parts;

    /// <summary>Overwrites the first rows of target, one per element of <paramref name="rows"/>.</summary>
    public static void Run(WorkerPool workers, ReadOnlySpan<T> source, ReadOnlySpan<int> rows, int columns, Span<T> target)
    {
        if (columns == 0)
            return;
        fixed (T* pSource = source, pTarget = target)
        fixed (int* pRows = rows)
        {
            var work = new RowGather<T> { _source = pSource, _target = pTarget, _rows = pRows, _count = rows.Length, _columns = columns };
            work._parts = (int)Math.Clamp((long)rows.Length * columns * sizeof(T) / MinimumPart, 1, workers.Threads);
            workers.Run(ref work, work._parts);
        }
    }

    public readonly void Run(int part)
    {
        var (start, end) = Parts.Of(_count, _parts, part);
        var length = _columns * sizeof(T);
        var ahead = Math.Clamp(AheadBytes / length, 1, MaximumAhead);
        for (var i = start; i < Math.Min(start + ahead, end); i++)
            Prefetch((byte*)(_source + (nint)_rows[i] * _columns), length);
        for (var i = start; i < end; i++)
        {
            if (i + ahead < end)
                Prefetch((byte*)(_source + (nint)_rows[i + ahead] * _columns), length);
            Copy(_source + (nint)_rows[i] * _columns, _target + (nint)i * _columns);
        }
    }

    private readonly void Copy(T* source, T* target)
    {
        if (_columns > 8)
        {
            new ReadOnlySpan<T>(source, _columns).CopyTo(new Span<T>(target, _columns));
            return;
        }

        for (var j = 0; j < _columns; j++)
            target[j] = source[j];
    }

    private static void Prefetch(byte* address, int length)
    {
        if (!Prefetching.IsSupported)
            return;
        for (var offset = 0; offset < length; offset += CacheLine)
            Prefetching.Line(address + offset);
    }
}
