using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>The stack begins anywhere; a vector that lies in two cache lines costs twice.</summary>
internal static unsafe class VectorAlignment
{
    /// <summary>
    /// The first place in a room at which vectors of so many elements, a power of two, lie whole; one vector of room may be lost.
    /// </summary>
    public static T* Of<T>(T* room, int count)
        where T : unmanaged
    {
        var bytes = (nuint)(count * sizeof(T));
        return (T*)(((nuint)room + bytes - 1) & ~(bytes - 1));
    }
}

/// <summary>
/// Calls memory into the first-level cache before its turn, on machines that have such an instruction; elsewhere nothing happens.
/// </summary>
internal static unsafe class Prefetching
{
    public static bool IsSupported => Sse.IsSupported;

    /// <summary>Calls for one cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }
}
