using System.Numerics;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Probabilities of classes: y_i = exp(x_i − max x) / Σ_k exp(x_k − max x). For a network whose outputs are probabilities; a training with
/// softmax cross-entropy takes the scores before it, and needs none. Shapes: x, y [classes].
/// </summary>
public sealed record SoftmaxHead : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank == 1 ? input : throw new ArgumentException(
        $"A softmax head takes the shape [classes]; found {input}. Put a Flatten or a GlobalAvgPool before it.");

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new SoftmaxHeadLayer<T>(input);

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Softmax(x, 1);
}

/// <summary>y = softmax(x). Shapes: x, y [batch, classes]. Backward: dx_i = y_i · (dy_i − Σ_k y_k · dy_k).</summary>
internal sealed class SoftmaxHeadLayer<T>(Shape input) : Layer<T>(input, input)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new Row(OutputSize);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        x.CopyTo(y);
        Softmax.Apply(y, OutputSize);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        for (var start = 0; start < y.Length; start += OutputSize)
        {
            var mean = T.Zero;
            for (var i = start; i < start + OutputSize; i++)
                mean = T.FusedMultiplyAdd(y[i], dy[i], mean);
            for (var i = start; i < start + OutputSize; i++)
                dx[i] = y[i] * (dy[i] - mean);
        }
    }

    private sealed class Row(int outputs) : RowLayer<T>
    {
        public override int Outputs => outputs;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
        {
            x.CopyTo(y);
            Softmax.Apply(y, outputs);
        }
    }
}
