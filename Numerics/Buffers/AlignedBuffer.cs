using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlPipelines.Numerics.Buffers;

/// <summary>
/// A zeroed block of numbers that the collector never moves and that starts on a 64-byte boundary, so that full-width loads never straddle
/// two cache lines at its start.
/// </summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;
    private readonly T[] _array;
    private readonly int _start;

    public AlignedBuffer(int length)
    {
        Length = length;
        _array = GC.AllocateArray<T>(checked(length + Alignment / sizeof(T)), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = (int)((Alignment - address % Alignment) % Alignment) / sizeof(T);
    }

    public int Length { get; }

    public Span<T> Span => _array.AsSpan(_start, Length);

    public Memory<T> Memory => _array.AsMemory(_start, Length);

    /// <summary>The first element's address; valid as long as this object is reachable.</summary>
    public T* Pointer => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)) + _start;
}

/// <summary>
/// Each thread's own scratch room, kept for its life, so that kernels and predictions allocate nothing once warm. What a buffer holds is
/// lost at the next call.
/// </summary>
internal static unsafe class ThreadBuffers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static AlignedBuffer<T>? _a;

    [ThreadStatic]
    private static AlignedBuffer<T>? _b;

    [ThreadStatic]
    private static AlignedBuffer<T>? _partials;

    [ThreadStatic]
    private static AlignedBuffer<T>? _activations;

    /// <summary>Packed blocks of a product's left side, or a padded row.</summary>
    public static T* ForA(int length) => Get(ref _a, length).Pointer;

    /// <summary>Packed blocks of a product's right side.</summary>
    public static T* ForB(int length) => Get(ref _b, length).Pointer;

    /// <summary>
    /// Partial sums of the blocks of a job, or values for each channel, which the thread that hands out the job keeps for all.
    /// </summary>
    public static T* ForPartials(int length) => Get(ref _partials, length).Pointer;

    /// <summary>Values between the layers of a prediction.</summary>
    public static Span<T> ForActivations(int length) => Get(ref _activations, length).Span[..length];

    private static AlignedBuffer<T> Get(ref AlignedBuffer<T>? buffer, int length)
    {
        if (buffer is null || buffer.Length < length)
            buffer = new AlignedBuffer<T>(length);
        return buffer;
    }
}
