using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Pooling;

/// <summary>The largest value of each window, channel by channel. What padding adds never wins; NaN does.</summary>
internal static unsafe class MaxPoolingKernel
{
    /// <summary>Overwrites y and places.</summary>
    /// <param name="x">[batch, input height, input width, channels].</param>
    /// <param name="y">[batch, output height, output width, channels].</param>
    /// <param name="places">As y: where in its window each maximum was found, row · window width + column, the first of equals; or
    /// empty.</param>
    public static void Forward<T>(WorkerPool workers, int batch, PoolingShape shape, ReadOnlySpan<T> x, Span<T> y, Span<T> places)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            PoolingWork<T, ForwardStep<T>>.Run(workers, batch, shape, default, x, y, places);

    /// <summary>The gradient goes to where the maximum was found. Overwrites dx.</summary>
    /// <param name="dy">[batch, output height, output width, channels].</param>
    /// <param name="places">As <see cref="Forward"/> left them.</param>
    /// <param name="dx">[batch, input height, input width, channels].</param>
    public static void Backward<T>(
        WorkerPool workers, int batch, PoolingShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> places, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            PoolingWork<T, BackwardStep<T>>.Run(workers, batch, shape, default, dx, dy, places);

    private readonly struct ForwardStep<T> : IPoolingStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void BeginSample(T* input, int size)
        {
        }

        public void Pixel(PoolingShape shape, in PoolingWindow window, T* input, T* output, T* places)
        {
            var largest = new Largest<T> { X = input + window.Start, Y = output, Places = places, Shape = shape, Window = window };
            ShortRow.RunOverlapping<Largest<T>, T>(largest, shape.Channels);
        }
    }

    private readonly struct BackwardStep<T> : IPoolingStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void BeginSample(T* input, int size) => new Span<T>(input, size).Clear();

        public void Pixel(PoolingShape shape, in PoolingWindow window, T* input, T* output, T* places)
        {
            var spread = new Spread<T>
            {
                DX = input + window.Start,
                DY = output,
                Places = places,
                Shape = shape,
                Window = window,
                Disjoint = shape.StrideY >= shape.KernelHeight && shape.StrideX >= shape.KernelWidth,
            };
            if (spread.Disjoint)
                ShortRow.RunOverlapping<Spread<T>, T>(spread, shape.Channels);
            else
                ShortRow.Run<Spread<T>, T>(spread, shape.Channels);
        }
    }

    private struct Largest<T> : IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X, Y, Places;
        public PoolingShape Shape;
        public PoolingWindow Window;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var (channels, width) = (Shape.Channels, Shape.KernelWidth);
            var row = X + i;
            var best = TSimd.Load(row);
            var bestPlace = TSimd.Create(T.CreateTruncating(Window.FirstRow * width + Window.FirstColumn));
            for (var ky = Window.FirstRow; ky < Window.EndRow; ky++, row += (nint)Shape.InputWidth * channels)
            {
                var at = row;
                var place = T.CreateTruncating(ky * width + Window.FirstColumn);
                for (var kx = Window.FirstColumn; kx < Window.EndColumn; kx++, at += channels, place += T.One)
                {
                    var x = TSimd.Load(at);
                    bestPlace = TSimd.SelectGreater(x, best, TSimd.Create(place), bestPlace);
                    best = TSimd.Max(x, best);
                }
            }

            TSimd.Store(Y + i, best);
            if (Places != null)
                TSimd.Store(Places + i, bestPlace);
        }
    }

    private struct Spread<T> : IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* DX, DY, Places;
        public PoolingShape Shape;
        public PoolingWindow Window;

        /// <summary>No pixel lies in two windows, so that sums have one term.</summary>
        public bool Disjoint;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var (channels, width) = (Shape.Channels, Shape.KernelWidth);
            var (dy, places) = (TSimd.Load(DY + i), TSimd.Load(Places + i));
            var row = DX + i;
            var (half, zero) = (TSimd.Create(T.CreateTruncating(0.5)), TSimd.Create(T.Zero));
            for (var ky = Window.FirstRow; ky < Window.EndRow; ky++, row += (nint)Shape.InputWidth * channels)
            {
                var at = row;
                var place = T.CreateTruncating(ky * width + Window.FirstColumn);
                for (var kx = Window.FirstColumn; kx < Window.EndColumn; kx++, at += channels, place += T.One)
                {
                    var distance = TSimd.Abs(TSimd.Subtract(places, TSimd.Create(place)));
                    var own = TSimd.SelectGreater(half, distance, dy, zero);
                    TSimd.Store(at, Disjoint ? own : TSimd.Add(TSimd.Load(at), own));
                }
            }
        }
    }
}
