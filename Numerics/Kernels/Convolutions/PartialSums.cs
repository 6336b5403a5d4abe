using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>Adds the sums of parts in their order.</summary>
internal static unsafe class PartialSums
{
    /// <summary>The first of [parts, size] becomes the sum of all.</summary>
    public static void Add<T>(WorkerPool workers, T* sums, int size, int parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (parts > 1)
            Elementwise.Run<Step<T>, T>(workers, new Step<T> { Sums = sums, Size = size, Parts = parts }, size);
    }

    private struct Step<T> : IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Sums;
        public nint Size;
        public int Parts;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var at = Sums + i;
            var sum = TSimd.Load(at);
            for (var part = 1; part < Parts; part++)
            {
                at += Size;
                sum = TSimd.Add(sum, TSimd.Load(at));
            }
            TSimd.Store(Sums + i, sum);
        }
    }
}
