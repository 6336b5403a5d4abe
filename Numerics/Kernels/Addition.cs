using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>y = a + b element by element, followed by max(·, 0) when rectified.</summary>
internal static unsafe class Addition
{
    /// <summary>Overwrites y, which may be a or b.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add<T>(WorkerPool workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, bool rectify)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Length != b.Length || a.Length != y.Length)
        {
            throw new ArgumentException(
                $"A sum needs as many elements on both sides; found {a.Length}, {b.Length} and room for {y.Length}.");
        }

        fixed (T* pa = a, pb = b, py = y)
        {
            if (rectify)
                Elementwise.Run<Rectified<T>, T>(workers, new Rectified<T> { A = pa, B = pb, Y = py }, a.Length);
            else
                Elementwise.Run<Plain<T>, T>(workers, new Plain<T> { A = pa, B = pb, Y = py }, a.Length);
        }
    }

    private struct Plain<T> : IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* A, B, Y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct => TSimd.Store(Y + i, TSimd.Add(TSimd.Load(A + i), TSimd.Load(B + i)));
    }

    private struct Rectified<T> : IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* A, B, Y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct => TSimd.Store(Y + i, TSimd.Rectify(TSimd.Add(TSimd.Load(A + i), TSimd.Load(B + i))));
    }
}
