using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The innermost part of a direct convolution: 8 output pixels and 1 or 2 vectors of output channels whose sums stay in registers. With
/// channels last, each row of a pixel's window is one run of numbers, so a window is read in place: runs of equal length at equal distance.
/// </summary>
internal static unsafe class ConvolutionTile<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Pixels of a tile.</summary>
    public const int Rows = 8;

    /// <summary>Outputs that one tile covers at most.</summary>
    public static int PanelWidth
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TSimd.ManyRegisters ? 2 * TSimd.Count : TSimd.Count;
    }

    /// <summary>y (8 × panel) = Σ over runs and their elements of window · filter, then bias and rectifier.</summary>
    /// <param name="runs">Rows of a window.</param>
    /// <param name="length">Elements of a run.</param>
    /// <param name="pitch">Elements from one run's start to the next.</param>
    /// <param name="windows">The first element of each pixel's window.</param>
    /// <param name="filter">[runs, length, panel].</param>
    /// <param name="panelWidth">One or two vectors.</param>
    /// <param name="y">The first pixel's first output.</param>
    /// <param name="yStride">Elements between pixels of y.</param>
    /// <param name="finish">Bias and rectifier.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute(
        nint runs, nint length, nint pitch, T** windows, T* filter, int panelWidth, T* y, nint yStride, TileFinish<T> finish)
    {
        if (TSimd.ManyRegisters && panelWidth > TSimd.Count)
            Wide(runs, length, pitch, windows, filter, y, yStride, finish);
        else
            Narrow(runs, length, pitch, windows, filter, y, yStride, finish);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(nint runs, nint length, nint pitch, T** windows, T* filter, T* y, nint yStride, TileFinish<T> finish)
    {
        T* x0 = windows[0], x1 = windows[1], x2 = windows[2], x3 = windows[3];
        T* x4 = windows[4], x5 = windows[5], x6 = windows[6], x7 = windows[7];
        TVector y00, y01, y10, y11, y20, y21, y30, y31, y40, y41, y50, y51, y60, y61, y70, y71;
        y00 = y01 = y10 = y11 = y20 = y21 = y30 = y31 = y40 = y41 = y50 = y51 = y60 = y61 = y70 = y71 = TSimd.Create(T.Zero);
        nint start = 0;
        for (; runs > 0; runs--, start += pitch)
        {
            var end = start + length;
            for (var i = start; i < end; i++, filter += 2 * TSimd.Count)
            {
                var (w0, w1) = (TSimd.Load(filter), TSimd.Load(filter + TSimd.Count));
                var x = TSimd.Create(x0[i]);
                y00 = TSimd.MultiplyAdd(x, w0, y00);
                y01 = TSimd.MultiplyAdd(x, w1, y01);
                x = TSimd.Create(x1[i]);
                y10 = TSimd.MultiplyAdd(x, w0, y10);
                y11 = TSimd.MultiplyAdd(x, w1, y11);
                x = TSimd.Create(x2[i]);
                y20 = TSimd.MultiplyAdd(x, w0, y20);
                y21 = TSimd.MultiplyAdd(x, w1, y21);
                x = TSimd.Create(x3[i]);
                y30 = TSimd.MultiplyAdd(x, w0, y30);
                y31 = TSimd.MultiplyAdd(x, w1, y31);
                x = TSimd.Create(x4[i]);
                y40 = TSimd.MultiplyAdd(x, w0, y40);
                y41 = TSimd.MultiplyAdd(x, w1, y41);
                x = TSimd.Create(x5[i]);
                y50 = TSimd.MultiplyAdd(x, w0, y50);
                y51 = TSimd.MultiplyAdd(x, w1, y51);
                x = TSimd.Create(x6[i]);
                y60 = TSimd.MultiplyAdd(x, w0, y60);
                y61 = TSimd.MultiplyAdd(x, w1, y61);
                x = TSimd.Create(x7[i]);
                y70 = TSimd.MultiplyAdd(x, w0, y70);
                y71 = TSimd.MultiplyAdd(x, w1, y71);
            }
        }

        Store(y, y00, y01, finish);
        Store(y + yStride, y10, y11, finish);
        Store(y + 2 * yStride, y20, y21, finish);
        Store(y + 3 * yStride, y30, y31, finish);
        Store(y + 4 * yStride, y40, y41, finish);
        Store(y + 5 * yStride, y50, y51, finish);
        Store(y + 6 * yStride, y60, y61, finish);
        Store(y + 7 * yStride, y70, y71, finish);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(nint runs, nint length, nint pitch, T** windows, T* filter, T* y, nint yStride, TileFinish<T> finish)
    {
        T* x0 = windows[0], x1 = windows[1], x2 = windows[2], x3 = windows[3];
        T* x4 = windows[4], x5 = windows[5], x6 = windows[6], x7 = windows[7];
        TVector y0, y1, y2, y3, y4, y5, y6, y7;
        y0 = y1 = y2 = y3 = y4 = y5 = y6 = y7 = TSimd.Create(T.Zero);
        nint start = 0;
        for (; runs > 0; runs--, start += pitch)
        {
            var end = start + length;
            for (var i = start; i < end; i++, filter += TSimd.Count)
            {
                var w = TSimd.Load(filter);
                y0 = TSimd.MultiplyAdd(TSimd.Create(x0[i]), w, y0);
                y1 = TSimd.MultiplyAdd(TSimd.Create(x1[i]), w, y1);
                y2 = TSimd.MultiplyAdd(TSimd.Create(x2[i]), w, y2);
                y3 = TSimd.MultiplyAdd(TSimd.Create(x3[i]), w, y3);
                y4 = TSimd.MultiplyAdd(TSimd.Create(x4[i]), w, y4);
                y5 = TSimd.MultiplyAdd(TSimd.Create(x5[i]), w, y5);
                y6 = TSimd.MultiplyAdd(TSimd.Create(x6[i]), w, y6);
                y7 = TSimd.MultiplyAdd(TSimd.Create(x7[i]), w, y7);
            }
        }

        Store(y, y0, finish);
        Store(y + yStride, y1, finish);
        Store(y + 2 * yStride, y2, finish);
        Store(y + 3 * yStride, y3, finish);
        Store(y + 4 * yStride, y4, finish);
        Store(y + 5 * yStride, y5, finish);
        Store(y + 6 * yStride, y6, finish);
        Store(y + 7 * yStride, y7, finish);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* y, TVector first, TVector second, TileFinish<T> finish)
    {
        if (finish.Bias != null)
        {
            first = TSimd.Add(first, TSimd.Load(finish.Bias));
            second = TSimd.Add(second, TSimd.Load(finish.Bias + TSimd.Count));
        }

        if (finish.Rectify)
        {
            first = TSimd.Rectify(first);
            second = TSimd.Rectify(second);
        }

        TSimd.Store(y, first);
        TSimd.Store(y + TSimd.Count, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* y, TVector value, TileFinish<T> finish)
    {
        if (finish.Bias != null)
            value = TSimd.Add(value, TSimd.Load(finish.Bias));
        if (finish.Rectify)
            value = TSimd.Rectify(value);
        TSimd.Store(y, value);
    }
}
