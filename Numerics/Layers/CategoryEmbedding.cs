using System.Numerics;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A category as several trained numbers. The input is one-hot: slot i is 1 for the category i, all slots are 0 for a category that is
/// unseen or missing, which has a row of its own. y = Σ_i x_i W_i, or the last row of W where all x are 0. Rows of categories start
/// normal with deviation 1, that of unseen ones at 0. Shapes: x [categories], y [outputs], weight [categories + 1, outputs].
/// </summary>
/// <param name="Outputs">Numbers for each category, at least 1. Default 8.</param>
public sealed record CategoryEmbedding(int Outputs = 8) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(Outputs);

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(Outputs), Outputs, "An embedding of categories needs at least 1 output.");
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => (input.Size + 1L) * Outputs;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new CategoryEmbeddingLayer<T>(
        input, layout.Add($"{path}.weight", new Shape(input.Size + 1, Outputs), ParameterRole.Weight));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var weight = numbers["weight"];
        var known = graph.Product(graph.Reshape(x, -1, input.Size), graph.Constant(weight[..^Outputs], input.Size, Outputs));
        var largest = graph.Reduce("ReduceMax", graph.Apply("Abs", graph.Reshape(x, -1, input.Size)), 1, keep: true);
        var isUnknown = graph.Cast(graph.Node("Equal", [largest, graph.Number(0f)]), OnnxType.Single);
        return graph.Add(known, graph.Product(isUnknown, graph.Constant(weight[^Outputs..], 1, Outputs)));
    }
}

/// <summary>
/// y = Σ_i x_i W_i; W_n where all x are 0. Shapes: x [batch, n], W [n + 1, outputs]. Backward: dW_i = Σ x_i dy over the batch, dW_n = Σ dy
/// over its rows of zeros; dx_i = W_i · dy.
/// </summary>
internal sealed class CategoryEmbeddingLayer<T>(Shape input, ParameterInfo weight) : Layer<T>(input, new Shape(weight.Shape[1]))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        if (ReferenceEquals(random, Xoshiro256.Unused))
            return;
        var rows = weight.Of(parameters);
        foreach (ref var value in rows[..^OutputSize])
            value = T.CreateTruncating(random.NextNormal());
        rows[^OutputSize..].Clear();
    }

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new Row(this, weight.Of(parameters).ToArray());

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var rows = weight.Of(pass.Parameters);
        for (var row = 0; row < pass.Batch; row++)
            ForwardRow(rows, x.Slice(row * InputSize, InputSize), y.Slice(row * OutputSize, OutputSize));
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var rows = weight.Of(pass.Parameters);
        var gradients = weight.Of(pass.Gradients);
        gradients.Clear();
        for (var row = 0; row < pass.Batch; row++)
        {
            var own = x.Slice(row * InputSize, InputSize);
            var slope = dy.Slice(row * OutputSize, OutputSize);
            var place = own.IndexOfAnyExcept(T.Zero);
            if (place < 0)
                Add(T.One, slope, gradients[^OutputSize..]);
            for (; place >= 0 && place < own.Length; place++)
            {
                if (own[place] != T.Zero)
                    Add(own[place], slope, gradients.Slice(place * OutputSize, OutputSize));
            }

            if (dx.IsEmpty)
                continue;
            for (var i = 0; i < InputSize; i++)
            {
                var sum = T.Zero;
                for (var o = 0; o < OutputSize; o++)
                    sum = T.FusedMultiplyAdd(rows[i * OutputSize + o], slope[o], sum);
                dx[row * InputSize + i] = sum;
            }
        }
    }

    private void ForwardRow(ReadOnlySpan<T> rows, ReadOnlySpan<T> x, Span<T> y)
    {
        var place = x.IndexOfAnyExcept(T.Zero);
        if (place < 0)
        {
            rows[^OutputSize..].CopyTo(y);
            return;
        }

        y.Clear();
        for (; place < x.Length; place++)
        {
            if (x[place] != T.Zero)
                Add(x[place], rows.Slice(place * OutputSize, OutputSize), y);
        }
    }

    /// <summary>sum += factor · values.</summary>
    private static void Add(T factor, ReadOnlySpan<T> values, Span<T> sum)
    {
        for (var o = 0; o < sum.Length; o++)
            sum[o] = T.FusedMultiplyAdd(factor, values[o], sum[o]);
    }

    private sealed class Row(CategoryEmbeddingLayer<T> layer, T[] rows) : RowLayer<T>
    {
        public override int Outputs => layer.OutputSize;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => layer.ForwardRow(rows, x, y);
    }
}
