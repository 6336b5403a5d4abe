using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>Puts the blocks' moments together in their order (Chan, Golub and LeVeque 1979): no difference of large squares is ever taken.</summary>
internal unsafe struct MomentsMerge<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Partials, Mean, Variance;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        nint channels = Blocks.Channels;
        var (mean, squares) = (TSimd.Load(Partials + i), TSimd.Load(Partials + channels + i));
        for (var block = 1; block < Blocks.Count; block++)
        {
            var (start, end) = Blocks.Of(block);
            var from = Partials + 2 * block * channels + i;
            var share = T.CreateTruncating(end - start) / T.CreateTruncating(end);
            var distance = TSimd.Subtract(TSimd.Load(from), mean);
            mean = TSimd.MultiplyAdd(distance, TSimd.Create(share), mean);
            squares = TSimd.Add(squares, TSimd.Load(from + channels));
            squares = TSimd.MultiplyAdd(TSimd.Multiply(distance, distance), TSimd.Create(T.CreateTruncating(start) * share), squares);
        }
        TSimd.Store(Mean + i, mean);
        TSimd.Store(Variance + i, TSimd.Divide(squares, TSimd.Create(T.CreateTruncating(Blocks.Rows))));
    }
}
