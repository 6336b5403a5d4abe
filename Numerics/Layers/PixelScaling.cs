using System.Numerics;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Brings pixels from 0 … 255 to the scale that a network was trained with: y[c] = (x[c'] − mean[c]) · scale[c], where c' is c, or counts
/// from the last channel when the order is reversed. Means and scales are part of the network, but no training changes them. They begin
/// with 0 and 1. Shapes: x, y [channels, height, width]; mean [channels] or [channels, height, width]; scale [channels].
/// </summary>
/// <param name="ReverseChannels">Whether the last channel comes first, so that red, green, blue becomes blue, green, red. Default
/// false.</param>
/// <param name="PerPixel">Whether each pixel has a mean of its own. Default false: one for each channel.</param>
public sealed record PixelScaling(bool ReverseChannels = false, bool PerPixel = false) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        Window.RequireImage(input);
        return input;
    }

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new PixelScalingLayer<T>(input, ReverseChannels)
        {
            Mean = layout.AddState($"{path}.mean", PerPixel ? input : new Shape(input[0]), ParameterRole.Statistic),
            Scale = layout.AddState($"{path}.scale", new Shape(input[0]), ParameterRole.Statistic),
        };

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var channels = ReverseChannels ? graph.Columns(x, Enumerable.Range(0, input[0]).Reverse()) : x;
        var mean = graph.Constant(numbers["mean"], PerPixel ? input.ToOnnx() : [input[0], 1, 1]);
        return graph.Multiply(graph.Subtract(channels, mean), graph.Constant(numbers["scale"], input[0], 1, 1));
    }
}

/// <summary>
/// <see cref="PixelScaling"/> at work. Shapes: x, y [batch, channels, height, width]. Backward: dx[c'] = dy[c] · scale[c].
/// </summary>
internal sealed class PixelScalingLayer<T>(Shape shape, bool reverse) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required ParameterInfo Mean { get; init; }

    public required ParameterInfo Scale { get; init; }

    public override bool KeepsOutputGradient => true;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        Mean.Of(state).Clear();
        Scale.Of(state).Fill(T.One);
    }

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new PixelScalingRowLayer<T>(InputShape, reverse, Mean.Of(state).ToArray(), Scale.Of(state).ToArray());

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) =>
        PlaneWork<T>.Run(pass.Workers, InputShape, pass.Batch, x, y, reverse, Mean.Of(pass.State), Scale.Of(pass.State));

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            PlaneWork<T>.Run(pass.Workers, InputShape, pass.Batch, dy, dx, reverse, default, Scale.Of(pass.State));
    }
}

/// <summary>Scales the planes of a batch of images: forward with a mean, backward without one.</summary>
internal unsafe struct PlaneWork<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T* _from, _to, _mean, _scale;
    private int _batch, _channels, _area, _parts;
    private bool _reverse, _perPixel;

    /// <summary>Overwrites the target.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="shape">[channels, height, width].</param>
    /// <param name="batch">Images.</param>
    /// <param name="from">x, or dy.</param>
    /// <param name="to">y, or dx.</param>
    /// <param name="reverse">Whether channels change their order.</param>
    /// <param name="mean">[channels] or [channels, height, width]; empty on the way back.</param>
    /// <param name="scale">[channels].</param>
    public static void Run(
        WorkerPool workers, Shape shape, int batch, ReadOnlySpan<T> from, Span<T> to, bool reverse, ReadOnlySpan<T> mean,
        ReadOnlySpan<T> scale)
    {
        fixed (T* pFrom = from, pTo = to, pMean = mean, pScale = scale)
        {
            var work = new PlaneWork<T>
            {
                _from = pFrom,
                _to = pTo,
                _mean = pMean,
                _scale = pScale,
                _batch = batch,
                _channels = shape[0],
                _area = shape[1] * shape[2],
                _reverse = reverse,
                _perPixel = mean.Length == shape.Size,
            };
            work._parts = Math.Clamp(batch, 1, workers.Threads);
            workers.Run(ref work, work._parts);
        }
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_batch, _parts, part);
        for (var image = first; image < end; image++)
        {
            for (var c = 0; c < _channels; c++)
            {
                var other = _reverse ? _channels - 1 - c : c;
                var (input, output) = _mean == null ? (c, other) : (other, c);
                Plane(
                    _from + ((nint)image * _channels + input) * _area, _to + ((nint)image * _channels + output) * _area,
                    _mean == null ? null : _mean + (_perPixel ? (nint)c * _area : c), _scale[c]);
            }
        }
    }

    private readonly void Plane(T* from, T* to, T* mean, T scale)
    {
        if (mean == null || !_perPixel)
        {
            var same = mean == null ? T.Zero : *mean;
            for (var i = 0; i < _area; i++)
                to[i] = (from[i] - same) * scale;
            return;
        }

        for (var i = 0; i < _area; i++)
            to[i] = (from[i] - mean[i]) * scale;
    }
}
