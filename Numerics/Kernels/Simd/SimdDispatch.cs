using System.Numerics;
using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>The one place that chooses the vector width; the choice is made when the code is compiled for the machine.</summary>
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
