using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The transforms of one tile and one vector of channels, first down the columns, then along the rows: inputs Bᵀ d B (6 × 6), outputs Aᵀ m
/// A (6 × 6 to 4 × 4) and output gradients A dy Aᵀ (4 × 4 to 6 × 6).
/// </summary>
internal static unsafe class WinogradTransform<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>v (36 places) = Bᵀ d B.</summary>
    /// <param name="d">The tile's first pixel; 6 rows of 6 pixels.</param>
    /// <param name="rowPitch">Elements between rows.</param>
    /// <param name="pixelPitch">Elements between pixels.</param>
    /// <param name="v">Place p lies at v + p · placeStride.</param>
    /// <param name="placeStride">Elements between places.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(T* d, nint rowPitch, nint pixelPitch, T* v, nint placeStride)
    {
        nint w = TSimd.Count;
        var room = stackalloc T[37 * TSimd.Count];
        var half = VectorAlignment.Of(room, TSimd.Count);
        for (nint column = 0; column < 6; column++)
            Input1D(d + column * pixelPitch, rowPitch, half + column * w, 6 * w);
        for (nint row = 0; row < 6; row++)
            Input1D(half + row * 6 * w, w, v + row * 6 * placeStride, placeStride);
    }

    /// <summary>y (4 × 4) = Aᵀ m A, then bias and rectifier.</summary>
    /// <param name="m">Place p lies at m + p · placeStride.</param>
    /// <param name="y">[4, 4, vector].</param>
    /// <param name="rowPitch">Elements between rows of y.</param>
    /// <param name="pixelPitch">Elements between pixels of y.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output(T* m, nint placeStride, T* y, nint rowPitch, nint pixelPitch, TileFinish<T> finish)
    {
        nint w = TSimd.Count;
        var room = stackalloc T[25 * TSimd.Count];
        var half = VectorAlignment.Of(room, TSimd.Count);
        for (nint column = 0; column < 6; column++)
        {
            Output1D(m + column * placeStride, 6 * placeStride, out var y0, out var y1, out var y2, out var y3);
            var to = half + column * w;
            TSimd.Store(to, y0);
            TSimd.Store(to + 6 * w, y1);
            TSimd.Store(to + 12 * w, y2);
            TSimd.Store(to + 18 * w, y3);
        }

        for (nint row = 0; row < 4; row++, y += rowPitch)
        {
            Output1D(half + row * 6 * w, w, out var y0, out var y1, out var y2, out var y3);
            finish.Store<TSimd, TVector>(y, y0);
            finish.Store<TSimd, TVector>(y + pixelPitch, y1);
            finish.Store<TSimd, TVector>(y + 2 * pixelPitch, y2);
            finish.Store<TSimd, TVector>(y + 3 * pixelPitch, y3);
        }
    }

    /// <summary>z (36 places) = A dy Aᵀ.</summary>
    /// <param name="dy">The tile's first pixel; 4 rows of 4 pixels.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OutputGradient(T* dy, nint rowPitch, nint pixelPitch, T* z, nint placeStride)
    {
        nint w = TSimd.Count;
        var room = stackalloc T[25 * TSimd.Count];
        var half = VectorAlignment.Of(room, TSimd.Count);
        for (nint column = 0; column < 4; column++)
            OutputGradient1D(dy + column * pixelPitch, rowPitch, half + column * w, 4 * w);
        for (nint row = 0; row < 6; row++)
            OutputGradient1D(half + row * 4 * w, w, z + row * 6 * placeStride, placeStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Input1D(T* d, nint stride, T* v, nint vStride)
    {
        var d0 = TSimd.Load(d);
        var d1 = TSimd.Load(d + stride);
        var d2 = TSimd.Load(d + 2 * stride);
        var d3 = TSimd.Load(d + 3 * stride);
        var d4 = TSimd.Load(d + 4 * stride);
        var d5 = TSimd.Load(d + 5 * stride);
        var four = Constant(4);
        var minusFive = Constant(-5);
        var (even, odd) = (TSimd.MultiplyAdd(d2, Constant(-4), d4), TSimd.MultiplyAdd(d1, Constant(-4), d3));
        var (near, far) = (TSimd.Subtract(d4, d2), TSimd.Multiply(TSimd.Subtract(d3, d1), Constant(2)));
        TSimd.Store(v, TSimd.MultiplyAdd(d0, four, TSimd.MultiplyAdd(d2, minusFive, d4)));
        TSimd.Store(v + vStride, TSimd.Add(even, odd));
        TSimd.Store(v + 2 * vStride, TSimd.Subtract(even, odd));
        TSimd.Store(v + 3 * vStride, TSimd.Add(near, far));
        TSimd.Store(v + 4 * vStride, TSimd.Subtract(near, far));
        TSimd.Store(v + 5 * vStride, TSimd.MultiplyAdd(d1, four, TSimd.MultiplyAdd(d3, minusFive, d5)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Output1D(T* m, nint stride, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
    {
        var m1 = TSimd.Load(m + stride);
        var m2 = TSimd.Load(m + 2 * stride);
        var m3 = TSimd.Load(m + 3 * stride);
        var m4 = TSimd.Load(m + 4 * stride);
        var (near, nearOdd, far, farOdd) = (TSimd.Add(m1, m2), TSimd.Subtract(m1, m2), TSimd.Add(m3, m4), TSimd.Subtract(m3, m4));
        y0 = TSimd.Add(TSimd.Add(TSimd.Load(m), near), far);
        y1 = TSimd.MultiplyAdd(farOdd, Constant(2), nearOdd);
        y2 = TSimd.MultiplyAdd(far, Constant(4), near);
        y3 = TSimd.Add(TSimd.MultiplyAdd(farOdd, Constant(8), nearOdd), TSimd.Load(m + 5 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputGradient1D(T* d, nint stride, T* z, nint zStride)
    {
        var d0 = TSimd.Load(d);
        var d1 = TSimd.Load(d + stride);
        var d2 = TSimd.Load(d + 2 * stride);
        var d3 = TSimd.Load(d + 3 * stride);
        var (even, odd) = (TSimd.Add(d0, d2), TSimd.Add(d1, d3));
        var (farEven, farOdd) = (TSimd.MultiplyAdd(d2, Constant(4), d0),
            TSimd.Multiply(TSimd.MultiplyAdd(d3, Constant(4), d1), Constant(2)));
        TSimd.Store(z, d0);
        TSimd.Store(z + zStride, TSimd.Add(even, odd));
        TSimd.Store(z + 2 * zStride, TSimd.Subtract(even, odd));
        TSimd.Store(z + 3 * zStride, TSimd.Add(farEven, farOdd));
        TSimd.Store(z + 4 * zStride, TSimd.Subtract(farEven, farOdd));
        TSimd.Store(z + 5 * zStride, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant(double value) => TSimd.Create(T.CreateTruncating(value));
}
