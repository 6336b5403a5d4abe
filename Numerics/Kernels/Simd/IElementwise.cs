using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>What happens to each element of some buffers of equal length, each by itself.</summary>
internal interface IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Handles the elements from <paramref name="i"/> on, as many as a vector holds.</summary>
    void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}
