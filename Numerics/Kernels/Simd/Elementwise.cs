using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>
/// Owns the loop and the remainder of every element-by-element kernel, and splits long ones over threads. The remainder runs the same
/// operations on single elements, so any split gives the same bits.
/// </summary>
internal static class Elementwise
{
    private const int Block = 64;
    private const int MinimumPart = 16_384;

    /// <summary>All elements, on this thread.</summary>
    public static void Run<TOperation, T>(TOperation operation, int length)
        where TOperation : struct, IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new Kernel<TOperation, T> { Operation = operation, End = length };
        SimdDispatch.Run<Kernel<TOperation, T>, T>(ref kernel);
    }

    /// <summary>All elements, on as many threads as it is worth.</summary>
    public static void Run<TOperation, T>(WorkerPool workers, TOperation operation, int length)
        where TOperation : struct, IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new Kernel<TOperation, T>
        {
            Operation = operation,
            End = length,
            Parts = Math.Clamp(length / MinimumPart, 1, workers.Threads),
        };
        workers.Run(ref kernel, kernel.Parts);
    }

    internal struct Kernel<TOperation, T> : ISimdKernel<T>, IWork
        where TOperation : struct, IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public TOperation Operation;
        public int Start, End, Parts;

        public readonly void Run(int part)
        {
            var (first, end) = Threading.Parts.Of((End + Block - 1) / Block, Parts, part);
            var own = new Kernel<TOperation, T> { Operation = Operation, Start = first * Block, End = Math.Min(end * Block, End) };
            SimdDispatch.Run<Kernel<TOperation, T>, T>(ref own);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var operation = Operation;
            nint i = Start;
            nint end = End - (End - Start) % TSimd.Count;
            for (; i < end; i += TSimd.Count)
                operation.Apply<TSimd, TVector>(i);
            for (end = End; i < end; i++)
                operation.Apply<SimdScalar<T>, T>(i);
        }
    }
}

/// <summary>What happens to each element of some buffers of equal length, each by itself.</summary>
internal interface IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Handles the elements from <paramref name="i"/> on, as many as a vector holds.</summary>
    void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}
