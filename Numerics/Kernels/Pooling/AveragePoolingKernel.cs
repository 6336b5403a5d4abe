using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Pooling;

/// <summary>The mean of each window, channel by channel; padding counts as zeros.</summary>
internal static unsafe class AveragePoolingKernel
{
    /// <summary>Overwrites y.</summary>
    /// <param name="x">[batch, input height, input width, channels].</param>
    /// <param name="y">[batch, output height, output width, channels].</param>
    public static void Forward<T>(WorkerPool workers, int batch, PoolingShape shape, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            PoolingWork<T, ForwardStep<T>>.Run(workers, batch, shape, default, x, y, default);

    /// <summary>Every pixel of a window gets its share of the gradient. Overwrites dx.</summary>
    /// <param name="dy">[batch, output height, output width, channels].</param>
    /// <param name="dx">[batch, input height, input width, channels].</param>
    public static void Backward<T>(WorkerPool workers, int batch, PoolingShape shape, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            PoolingWork<T, BackwardStep<T>>.Run(workers, batch, shape, default, dx, dy, default);

    private readonly struct ForwardStep<T> : IPoolingStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void BeginSample(T* input, int size)
        {
        }

        public void Pixel(PoolingShape shape, in PoolingWindow window, T* input, T* output, T* places)
        {
            var mean = new Mean<T> { X = input + window.Start, Y = output, Shape = shape, Window = window };
            ShortRow.Run<Mean<T>, T>(mean, shape.Channels);
        }
    }

    private readonly struct BackwardStep<T> : IPoolingStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void BeginSample(T* input, int size) => new Span<T>(input, size).Clear();

        public void Pixel(PoolingShape shape, in PoolingWindow window, T* input, T* output, T* places)
        {
            var spread = new Spread<T> { DX = input + window.Start, DY = output, Shape = shape, Window = window };
            ShortRow.Run<Spread<T>, T>(spread, shape.Channels);
        }
    }

    private struct Mean<T> : IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X, Y;
        public PoolingShape Shape;
        public PoolingWindow Window;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var row = X + i;
            var sum = TSimd.Create(T.Zero);
            for (var ky = Window.FirstRow; ky < Window.EndRow; ky++, row += (nint)Shape.InputWidth * Shape.Channels)
            {
                var at = row;
                for (var kx = Window.FirstColumn; kx < Window.EndColumn; kx++, at += Shape.Channels)
                    sum = TSimd.Add(sum, TSimd.Load(at));
            }

            TSimd.Store(Y + i, TSimd.Divide(sum, TSimd.Create(T.CreateTruncating(Shape.KernelHeight * Shape.KernelWidth))));
        }
    }

    private struct Spread<T> : IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* DX, DY;
        public PoolingShape Shape;
        public PoolingWindow Window;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var row = DX + i;
            var share = TSimd.Divide(TSimd.Load(DY + i), TSimd.Create(T.CreateTruncating(Shape.KernelHeight * Shape.KernelWidth)));
            for (var ky = Window.FirstRow; ky < Window.EndRow; ky++, row += (nint)Shape.InputWidth * Shape.Channels)
            {
                var at = row;
                for (var kx = Window.FirstColumn; kx < Window.EndColumn; kx++, at += Shape.Channels)
                    TSimd.Store(at, TSimd.Add(TSimd.Load(at), share));
            }
        }
    }
}
