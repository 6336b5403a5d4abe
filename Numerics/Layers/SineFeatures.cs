using System.Numerics;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Each input's sines at several frequencies: y[k · n + i] = sin(α_k · x_i), as the hidden features of an implicit representation (Sitzmann
/// et al. 2020, arXiv:2006.09661). Shapes: x [n] or any other, read as one row; y [frequencies · n].
/// </summary>
/// <param name="Frequencies">The α, in radians per unit of x, each finite and not 0; at least one.</param>
public sealed record SineFeatures(ValueSequence<double> Frequencies) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(checked(Frequencies.Count * input.Size));

    /// <inheritdoc/>
    public override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Frequencies);
        if (Frequencies.Count == 0)
            throw new ArgumentException("Sine features need at least one frequency.", nameof(Frequencies));
        foreach (var frequency in Frequencies)
        {
            if (!double.IsFinite(frequency) || frequency == 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Frequencies), frequency, $"Each frequency of sine features must be finite and not 0; found {frequency}.");
            }
        }
    }

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new SineFeaturesLayer<T>(input, OutputShape(input), [.. Frequencies.Select(T.CreateTruncating)]);

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var frequencies = graph.Constant([.. Frequencies.Select(frequency => (float)frequency)], Frequencies.Count, 1);
        var sines = graph.Apply("Sin", graph.Multiply(graph.Reshape(x, -1, 1, input.Size), frequencies));
        return graph.Reshape(sines, -1, (long)Frequencies.Count * input.Size);
    }
}

/// <summary>
/// y[k · n + i] = sin(α_k · x_i). Shapes: x [batch, n], y [batch, frequencies · n]. Backward: dx_i = Σ_k α_k · cos(α_k · x_i) · dy[k · n +
/// i], in the order of k.
/// </summary>
internal sealed class SineFeaturesLayer<T>(Shape input, Shape output, T[] frequencies) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new Row(this);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        for (var row = 0; row < pass.Batch; row++)
            ForwardRow(x.Slice(row * InputSize, InputSize), y.Slice(row * OutputSize, OutputSize));
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        var n = InputSize;
        for (var row = 0; row < pass.Batch; row++)
        {
            var own = dy.Slice(row * OutputSize, OutputSize);
            for (var i = 0; i < n; i++)
            {
                var sum = T.Zero;
                for (var k = 0; k < frequencies.Length; k++)
                    sum += frequencies[k] * T.Cos(frequencies[k] * x[row * n + i]) * own[k * n + i];
                dx[row * n + i] = sum;
            }
        }
    }

    private void ForwardRow(ReadOnlySpan<T> x, Span<T> y)
    {
        for (var k = 0; k < frequencies.Length; k++)
        {
            for (var i = 0; i < x.Length; i++)
                y[k * x.Length + i] = T.Sin(frequencies[k] * x[i]);
        }
    }

    private sealed class Row(SineFeaturesLayer<T> layer) : RowLayer<T>
    {
        public override int Outputs => layer.OutputSize;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => layer.ForwardRow(x, y);
    }
}
