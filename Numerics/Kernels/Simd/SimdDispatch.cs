using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>
/// The one place that chooses the vector width; the choice is made when the code is compiled for the machine. The loops of the trees choose
/// none: they are written with <see cref="Vector512{T}"/>, which the runtime divides where vectors are narrower, so that their sums have
/// the same order, and the same bits, on every machine.
/// </summary>
internal static class SimdDispatch
{
    /// <summary>Runs a kernel with the widest vectors that the machine has.</summary>
    public static void Run<TKernel, T>(ref TKernel kernel)
        where TKernel : struct, ISimdKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (VectorWidth.Is512)
            kernel.Run<Simd512<T>, Vector512<T>>();
        else if (Vector256.IsHardwareAccelerated)
            kernel.Run<Simd256<T>, Vector256<T>>();
        else if (Vector128.IsHardwareAccelerated)
            kernel.Run<Simd128<T>, Vector128<T>>();
        else
            kernel.Run<SimdScalar<T>, T>();
    }
}

/// <summary>A kernel written for any vector width; <see cref="SimdDispatch"/> picks the machine's.</summary>
internal interface ISimdKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}

/// <summary>
/// The width of the vectors that are used: 512 bits where the machine has them. <see cref="Vector512.IsHardwareAccelerated"/> says no on
/// the Intel processors of the Skylake-X line (Cascade Lake and its like), whose clock falls a little under 512-bit work; for code that
/// multiplies and adds without pause the doubled width is worth far more than that. The choice is made when the code is compiled for the
/// machine.
/// </summary>
public static class VectorWidth
{
    /// <summary>Bits of a vector: 512, 256 or 128.</summary>
    public static int Bits => Is512 ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    internal static bool Is512 => Vector512.IsHardwareAccelerated || Avx512F.IsSupported;
}

/// <summary>
/// Element by element over a row that may be shorter than a vector, as the channels of a pixel are: what the widest vectors leave over goes
/// to narrower ones, so that 10 or 20 channels cost little more than 8 or 16.
/// </summary>
internal static class ShortRow
{
    /// <summary>All elements, on this thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TOperation, T>(in TOperation operation, int length)
        where TOperation : struct, IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint i = 0;
        if (VectorWidth.Is512)
        {
            for (; i + Vector512<T>.Count <= length; i += Vector512<T>.Count)
                operation.Apply<Simd512<T>, Vector512<T>>(i);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count)
                operation.Apply<Simd256<T>, Vector256<T>>(i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + Vector128<T>.Count <= length; i += Vector128<T>.Count)
                operation.Apply<Simd128<T>, Vector128<T>>(i);
        }

        for (; i < length; i++)
            operation.Apply<SimdScalar<T>, T>(i);
    }

    /// <summary>
    /// As <see cref="Run"/>, for operations that may handle an element twice: the rest of a row is one narrower vector that reaches back.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunOverlapping<TOperation, T>(in TOperation operation, int length)
        where TOperation : struct, IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint i = 0;
        if (VectorWidth.Is512)
        {
            for (; i + Vector512<T>.Count <= length; i += Vector512<T>.Count)
                operation.Apply<Simd512<T>, Vector512<T>>(i);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count)
                operation.Apply<Simd256<T>, Vector256<T>>(i);
        }

        if (Vector128.IsHardwareAccelerated && length >= Vector128<T>.Count)
        {
            for (; i + Vector128<T>.Count <= length; i += Vector128<T>.Count)
                operation.Apply<Simd128<T>, Vector128<T>>(i);
            if (i < length)
                operation.Apply<Simd128<T>, Vector128<T>>(length - Vector128<T>.Count);
            return;
        }

        for (; i < length; i++)
            operation.Apply<SimdScalar<T>, T>(i);
    }
}
