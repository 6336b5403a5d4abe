using System.Numerics;

namespace MlPipelines.Numerics.Buffers;

/// <summary>Each thread's own scratch room, kept for its life, so that kernels and predictions allocate nothing once warm. What a buffer holds is lost at the next call.</summary>
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

    /// <summary>Partial sums of the blocks of a job, or values for each channel, which the thread that hands out the job keeps for all.</summary>
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
