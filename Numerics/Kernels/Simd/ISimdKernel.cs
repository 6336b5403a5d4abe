using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>A kernel written for any vector width; <see cref="SimdDispatch"/> picks the machine's.</summary>
internal interface ISimdKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}
