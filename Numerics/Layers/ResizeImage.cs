using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Images;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Brings images to another size by the triangle filter of <see cref="TriangleFilter"/>: linear when they grow, antialiased when they
/// shrink. Nothing in it is trained. Shapes: x [channels, h, w], y [channels, height, width].
/// </summary>
/// <param name="Height">Rows of pixels of the result, at least 1.</param>
/// <param name="Width">Columns of pixels of the result, at least 1.</param>
public sealed record ResizeImage(int Height, int Width) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        Window.RequireImage(input);
        return new Shape(input[0], Height, Width);
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Height < 1 || Width < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Height), Height, $"An image is resized to at least 1 × 1 pixel; found {Height} × {Width}.");
        }
    }

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new ResizeImageLayer<T>(input, OutputShape(input));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var rows = graph.Constant(new TriangleFilter(input[1], Height).ToMatrix(), Height, input[1]);
        var columns = graph.Transpose(graph.Constant(new TriangleFilter(input[2], Width).ToMatrix(), Width, input[2]), 1, 0);
        return graph.Product(rows, graph.Product(x, columns));
    }
}

/// <summary>
/// <see cref="ResizeImage"/> at work. Shapes: x [batch, channels, h, w], y [batch, channels, height, width]. Backward: each dy is shared
/// out by the same weights.
/// </summary>
internal sealed class ResizeImageLayer<T>(Shape input, Shape output) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TriangleFilter _rows = new(input[1], output[1]);
    private readonly TriangleFilter _columns = new(input[2], output[2]);

    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new PlainRowLayer<T>(this);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) =>
        ResizeWork<T>.Run(pass.Workers, pass.Batch * InputShape[0], _rows, _columns, x, y, backward: false);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            ResizeWork<T>.Run(pass.Workers, pass.Batch * InputShape[0], _rows, _columns, dy, dx, backward: true);
    }
}

/// <summary>Resizes planes one by one: along the rows into a thread's own room, then along the columns; or the transpose of that.</summary>
internal unsafe struct ResizeWork<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T* _from, _to;
    private TriangleFilter _rows, _columns;
    private int _planes, _parts;
    private bool _backward;

    /// <summary>Overwrites the target.</summary>
    public static void Run(
        WorkerPool workers, int planes, TriangleFilter rows, TriangleFilter columns, ReadOnlySpan<T> from, Span<T> to, bool backward)
    {
        fixed (T* pFrom = from, pTo = to)
        {
            var work = new ResizeWork<T>
            {
                _from = pFrom,
                _to = pTo,
                _rows = rows,
                _columns = columns,
                _planes = planes,
                _backward = backward,
            };
            work._parts = Math.Clamp(planes, 1, workers.Threads);
            workers.Run(ref work, work._parts);
        }
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_planes, _parts, part);
        nint small = (nint)_rows.Input * _columns.Input, large = (nint)_rows.Output * _columns.Output;
        var half = ThreadBuffers<T>.ForA(checked(_rows.Input * _columns.Output));
        for (var plane = first; plane < end; plane++)
        {
            if (_backward)
                Spread(_from + plane * large, half, _to + plane * small);
            else
                Gather(_from + plane * small, half, _to + plane * large);
        }
    }

    private readonly void Gather(T* x, T* half, T* y)
    {
        var (width, wide) = (_columns.Input, _columns.Output);
        for (var j = 0; j < wide; j++)
        {
            var first = _columns.First(j);
            var weights = _columns.Weights(j);
            for (var row = 0; row < _rows.Input; row++)
            {
                var sum = T.Zero;
                for (var k = 0; k < weights.Length; k++)
                    sum += T.CreateTruncating(weights[k]) * x[row * width + first + k];
                half[row * wide + j] = sum;
            }
        }

        for (var i = 0; i < _rows.Output; i++)
        {
            var first = _rows.First(i);
            var weights = _rows.Weights(i);
            var to = new Span<T>(y + (nint)i * wide, wide);
            to.Clear();
            for (var k = 0; k < weights.Length; k++)
                AddScaled(half + (nint)(first + k) * wide, T.CreateTruncating(weights[k]), to);
        }
    }

    private readonly void Spread(T* dy, T* half, T* dx)
    {
        var (width, wide) = (_columns.Input, _columns.Output);
        new Span<T>(half, _rows.Input * wide).Clear();
        for (var i = 0; i < _rows.Output; i++)
        {
            var first = _rows.First(i);
            var weights = _rows.Weights(i);
            for (var k = 0; k < weights.Length; k++)
                AddScaled(dy + (nint)i * wide, T.CreateTruncating(weights[k]), new Span<T>(half + (nint)(first + k) * wide, wide));
        }

        new Span<T>(dx, _rows.Input * width).Clear();
        for (var j = 0; j < wide; j++)
        {
            var first = _columns.First(j);
            var weights = _columns.Weights(j);
            for (var row = 0; row < _rows.Input; row++)
            {
                for (var k = 0; k < weights.Length; k++)
                    dx[row * width + first + k] += T.CreateTruncating(weights[k]) * half[row * wide + j];
            }
        }
    }

    private static void AddScaled(T* from, T weight, Span<T> to)
    {
        if (weight == T.Zero)
            return;
        for (var j = 0; j < to.Length; j++)
            to[j] += weight * from[j];
    }
}
