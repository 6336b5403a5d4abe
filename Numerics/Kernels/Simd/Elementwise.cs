using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>Owns the loop and the remainder of every element-by-element kernel. The remainder runs the same operations on single elements and gives the same bits.</summary>
internal static class Elementwise
{
    public static void Run<TOperation, T>(TOperation operation, int length)
        where TOperation : struct, IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new Kernel<TOperation, T> { Operation = operation, Length = length };
        SimdDispatch.Run<Kernel<TOperation, T>, T>(ref kernel);
    }

    internal struct Kernel<TOperation, T> : ISimdKernel<T>
        where TOperation : struct, IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public TOperation Operation;
        public int Length;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var operation = Operation;
            nint i = 0, end = Length - Length % TSimd.Count;
            for (; i < end; i += TSimd.Count)
                operation.Apply<TSimd, TVector>(i);
            for (end = Length; i < end; i++)
                operation.Apply<SimdScalar<T>, T>(i);
        }
    }
}
