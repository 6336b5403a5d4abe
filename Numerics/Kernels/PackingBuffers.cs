using System.Numerics;
using MlPipelines.Numerics.Buffers;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Each thread's own room for packed blocks, kept for its life.</summary>
internal static unsafe class PackingBuffers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static AlignedBuffer<T>? _a;

    [ThreadStatic]
    private static AlignedBuffer<T>? _b;

    public static T* ForA(int length) => Get(ref _a, length);

    public static T* ForB(int length) => Get(ref _b, length);

    private static T* Get(ref AlignedBuffer<T>? buffer, int length)
    {
        if (buffer is null || buffer.Length < length)
            buffer = new AlignedBuffer<T>(length);
        return buffer.Pointer;
    }
}
