using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>Adds the blocks' sums in their order.</summary>
internal unsafe struct GradientSumsMerge<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Partials, DShift, DCentred;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        nint channels = Blocks.Channels;
        var from = Partials + i;
        TVector shift, centred;
        shift = centred = TSimd.Create(T.Zero);
        for (var block = 0; block < Blocks.Count; block++, from += 2 * channels)
        {
            shift = TSimd.Add(shift, TSimd.Load(from));
            centred = TSimd.Add(centred, TSimd.Load(from + channels));
        }
        TSimd.Store(DShift + i, shift);
        TSimd.Store(DCentred + i, centred);
    }
}
