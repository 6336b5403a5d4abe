using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>An element-by-element step whose channel values come from a table with rows of a whole number of vectors.</summary>
internal interface IPeriodicStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of a row of the table.</summary>
    int Period { get; }

    /// <summary>Handles the elements from <paramref name="i"/> on with the table's columns from <paramref name="place"/> on.</summary>
    void Apply<TSimd, TVector>(nint i, nint place)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}
