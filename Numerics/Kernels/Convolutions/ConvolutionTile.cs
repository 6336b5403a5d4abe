using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The innermost part of a convolution: 6 output pixels and 1 or 2 vectors of output channels whose sums stay in registers. With channels
/// last, each row of a pixel's window is one run of numbers, so a window is read in place. 12 sums, 2 vectors of filters and one input fill
/// 16 registers; 12 multiply-adds need 8 loads, so that machines which load two vectors per cycle are not held up by the loads.
/// </summary>
internal static unsafe class ConvolutionTile<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Pixels of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Outputs that one tile covers at most.</summary>
    public static int PanelWidth
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TSimd.Count;
    }

    /// <summary>y (6 × panel) = [y +] Σ over runs and their elements of window · filter, then bias and rectifier.</summary>
    /// <param name="runs">Where the runs of a window lie, and their filters.</param>
    /// <param name="windows">The element of each pixel that the runs are counted from.</param>
    /// <param name="filter">[taps, panel].</param>
    /// <param name="panelWidth">One or two vectors.</param>
    /// <param name="y">The first pixel's first output.</param>
    /// <param name="yStride">Elements between pixels of y.</param>
    /// <param name="finish">Whether to go on with the sums in y; bias and rectifier.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute(in TileRuns runs, T** windows, T* filter, int panelWidth, T* y, nint yStride, TileFinish<T> finish)
    {
        if (panelWidth > TSimd.Count)
            Wide(runs, windows, filter, y, yStride, finish);
        else
            Narrow(runs, windows, filter, y, yStride, finish);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(in TileRuns runs, T** windows, T* filters, T* y, nint yStride, TileFinish<T> finish)
    {
        nint w = TSimd.Count;
        T* x0 = windows[0], x1 = windows[1], x2 = windows[2], x3 = windows[3], x4 = windows[4], x5 = windows[5];
        TVector y00, y01, y10, y11, y20, y21, y30, y31, y40, y41, y50, y51;
        if (finish.Continue)
        {
            var r = y;
            (y00, y01) = (TSimd.Load(r), TSimd.Load(r + w));
            r += yStride;
            (y10, y11) = (TSimd.Load(r), TSimd.Load(r + w));
            r += yStride;
            (y20, y21) = (TSimd.Load(r), TSimd.Load(r + w));
            r += yStride;
            (y30, y31) = (TSimd.Load(r), TSimd.Load(r + w));
            r += yStride;
            (y40, y41) = (TSimd.Load(r), TSimd.Load(r + w));
            r += yStride;
            (y50, y51) = (TSimd.Load(r), TSimd.Load(r + w));
        }
        else
        {
            y00 = y01 = y10 = y11 = y20 = y21 = y30 = y31 = y40 = y41 = y50 = y51 = TSimd.Create(T.Zero);
        }

        for (var run = 0; run < runs.Count; run++)
        {
            var start = runs.Starts[run];
            var end = start + runs.Length;
            var filter = filters + runs.Taps[run] * 2 * w;
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
            }
        }

        finish.Store<TSimd, TVector>(y, y00, y01);
        y += yStride;
        finish.Store<TSimd, TVector>(y, y10, y11);
        y += yStride;
        finish.Store<TSimd, TVector>(y, y20, y21);
        y += yStride;
        finish.Store<TSimd, TVector>(y, y30, y31);
        y += yStride;
        finish.Store<TSimd, TVector>(y, y40, y41);
        y += yStride;
        finish.Store<TSimd, TVector>(y, y50, y51);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(in TileRuns runs, T** windows, T* filters, T* y, nint yStride, TileFinish<T> finish)
    {
        T* x0 = windows[0], x1 = windows[1], x2 = windows[2], x3 = windows[3], x4 = windows[4], x5 = windows[5];
        TVector y0, y1, y2, y3, y4, y5;
        if (finish.Continue)
        {
            (y0, y1, y2) = (TSimd.Load(y), TSimd.Load(y + yStride), TSimd.Load(y + 2 * yStride));
            (y3, y4, y5) = (TSimd.Load(y + 3 * yStride), TSimd.Load(y + 4 * yStride), TSimd.Load(y + 5 * yStride));
        }
        else
        {
            y0 = y1 = y2 = y3 = y4 = y5 = TSimd.Create(T.Zero);
        }

        for (var run = 0; run < runs.Count; run++)
        {
            var start = runs.Starts[run];
            var end = start + runs.Length;
            var filter = filters + runs.Taps[run] * TSimd.Count;
            for (var i = start; i < end; i++, filter += TSimd.Count)
            {
                var w = TSimd.Load(filter);
                y0 = TSimd.MultiplyAdd(TSimd.Create(x0[i]), w, y0);
                y1 = TSimd.MultiplyAdd(TSimd.Create(x1[i]), w, y1);
                y2 = TSimd.MultiplyAdd(TSimd.Create(x2[i]), w, y2);
                y3 = TSimd.MultiplyAdd(TSimd.Create(x3[i]), w, y3);
                y4 = TSimd.MultiplyAdd(TSimd.Create(x4[i]), w, y4);
                y5 = TSimd.MultiplyAdd(TSimd.Create(x5[i]), w, y5);
            }
        }

        finish.Store<TSimd, TVector>(y, y0);
        finish.Store<TSimd, TVector>(y + yStride, y1);
        finish.Store<TSimd, TVector>(y + 2 * yStride, y2);
        finish.Store<TSimd, TVector>(y + 3 * yStride, y3);
        finish.Store<TSimd, TVector>(y + 4 * yStride, y4);
        finish.Store<TSimd, TVector>(y + 5 * yStride, y5);
    }
}

/// <summary>The runs of numbers that make up a window, the same for all pixels of a tile.</summary>
/// <param name="count">Number of runs, at least 0.</param>
/// <param name="length">Elements of a run.</param>
/// <param name="starts">Elements from a pixel's window to each run's first element.</param>
/// <param name="taps">The tap, counted in elements of a window, that each run begins with.</param>
internal readonly unsafe struct TileRuns(int count, nint length, nint* starts, nint* taps)
{
    public int Count { get; } = count;

    public nint Length { get; } = length;

    public nint* Starts { get; } = starts;

    public nint* Taps { get; } = taps;
}
