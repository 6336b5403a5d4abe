using System.Numerics;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Scaling;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Each number as several, by a function that is linear in pieces: y = v x + d + Σ_t W_t e_t(x), where e_t is the share of bin t that lies
/// below x; the first bin goes on below its edge and the last one above (Gorishniy et al. 2022, arXiv:2203.05556; with the linear part, and
/// W at 0 at the start, as in TabM: Gorishniy et al. 2025, arXiv:2410.24210). The edges of the bins are quantiles of the training rows and
/// are not trained; a number with few different values has fewer bins, one with a single value none. Shapes: x [n]; y [n · outputs];
/// linear.weight, linear.bias [n, outputs]; weight [n, bins, outputs].
/// </summary>
/// <param name="Bins">Most bins of each number, at least 1. Default 48.</param>
/// <param name="Outputs">Values for each number, at least 1. Default 16.</param>
public sealed record PiecewiseLinearEmbedding(int Bins = 48, int Outputs = 16) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(checked(input.Size * Outputs));

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Bins < 1)
            throw new ArgumentOutOfRangeException(nameof(Bins), Bins, "A piecewise linear embedding needs at least 1 bin.");
        if (Outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(Outputs), Outputs, "A piecewise linear embedding needs at least 1 output.");
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => input.Size * (Bins + 2L) * Outputs;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new PiecewiseLinearEmbeddingLayer<T>(
            input, OutputShape(input),
            layout.Add($"{path}.linear.weight", new Shape(input.Size, Outputs), ParameterRole.Weight),
            layout.Add($"{path}.linear.bias", new Shape(input.Size, Outputs), ParameterRole.Bias),
            layout.Add($"{path}.weight", new Shape(input.Size, Bins, Outputs), ParameterRole.Weight),
            layout.AddState($"{path}.edges", new Shape(input.Size, Bins + 1), ParameterRole.Statistic),
            layout.AddState($"{path}.bins", new Shape(input.Size), ParameterRole.Statistic));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var (starts, widths, least, most) = Pieces(input.Size, numbers["edges"], numbers["bins"]);
        OnnxValue Of(float[] values) => graph.Constant(values, input.Size, Bins);
        var own = graph.Reshape(x, -1, input.Size, 1);
        var shares = graph.Min(graph.Max(graph.Divide(graph.Subtract(own, Of(starts)), Of(widths)), Of(least)), Of(most));
        var weight = graph.Constant(numbers["weight"], input.Size, Bins, Outputs);
        var pieces = graph.Transpose(graph.Product(graph.Transpose(shares, 1, 0, 2), weight), 1, 0, 2);
        var linear = graph.Add(
            graph.Multiply(own, graph.Constant(numbers["linear.weight"], input.Size, Outputs)),
            graph.Constant(numbers["linear.bias"], input.Size, Outputs));
        return graph.Reshape(graph.Add(pieces, linear), -1, (long)input.Size * Outputs);
    }

    /// <summary>
    /// Of each bin where it begins, how wide it is, and between which bounds the share of it below x lies: 0 and 1, but that the first goes
    /// on below and the last above. A bin that a number does not have has the share 0.
    /// </summary>
    private (float[] Starts, float[] Widths, float[] Least, float[] Most) Pieces(int features, float[] edges, float[] counts)
    {
        var (starts, widths) = (new float[features * Bins], new float[features * Bins]);
        var (least, most) = (new float[features * Bins], new float[features * Bins]);
        Array.Fill(widths, 1);
        for (var i = 0; i < features; i++)
        {
            for (var t = 0; t < (int)counts[i]; t++)
            {
                var (at, edge) = (i * Bins + t, i * (Bins + 1) + t);
                (starts[at], widths[at]) = (edges[edge], edges[edge + 1] - edges[edge]);
                (least[at], most[at]) = (t == 0 ? float.MinValue : 0, t == (int)counts[i] - 1 ? float.MaxValue : 1);
            }
        }

        return (starts, widths, least, most);
    }
}

/// <summary>
/// y[i, o] = v_io x_i + d_io + Σ_t W_ito e_it(x_i), by the sums of W up to a bin. Shapes: x [batch, n], y [batch, n · outputs]. Backward:
/// dW_ito = Σ e_it dy_io over the batch, from sums for each bin; dv, dd as of a linear layer; dx_i = Σ_o dy_io (v_io + W_ito / width of
/// x's bin t).
/// </summary>
internal sealed class PiecewiseLinearEmbeddingLayer<T>(
    Shape input, Shape output, ParameterInfo linear, ParameterInfo bias, ParameterInfo weight, ParameterInfo edges, ParameterInfo counts)
    : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _bins = weight.Shape[1];
    private readonly int _outputs = weight.Shape[2];

    public override bool KeepsOutputGradient => true;

    public override bool LearnsFromRows => true;

    /// <summary>The edges start as one bin from −1 to 1.</summary>
    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        for (var i = 0; i < InputSize; i++)
            SetEdges(state, i, [-1, 1]);
        if (ReferenceEquals(random, Xoshiro256.Unused))
            return;
        weight.Of(parameters).Clear();
        foreach (ref var value in linear.Of(parameters))
            value = T.CreateTruncating(random.NextUniform(-1, 1));
        foreach (ref var value in bias.Of(parameters))
            value = T.CreateTruncating(random.NextUniform(-1, 1));
    }

    public override void Prepare(in Pass<T> pass, Span<T> parameters, ReadOnlySpan<T> x, Xoshiro256 random)
    {
        var column = new float[pass.Batch];
        for (var i = 0; i < InputSize; i++)
        {
            for (var row = 0; row < column.Length; row++)
                column[row] = float.CreateTruncating(x[row * InputSize + i]);
            Array.Sort(column);
            double[] quantiles = [.. Enumerable.Range(0, _bins + 1).Select(t => Quantiles.Of(column, t / (double)_bins))];
            SetEdges(pass.State, i, [.. quantiles.Select(q => (double)(float)q).Distinct()]);
        }
    }

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new Row(this, Sums(parameters), parameters.ToArray(), state.ToArray());

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var workspace = pass.Workspace as Workspace;
        var sums = workspace?.Room ?? new T[weight.Length];
        FillSums(pass.Parameters, sums);
        for (var row = 0; row < pass.Batch; row++)
            ForwardRow(pass.Parameters, pass.State, sums, x.Slice(row * InputSize, InputSize), y.Slice(row * OutputSize, OutputSize));
        for (var at = 0; workspace is not null && at < x.Length; at++)
            workspace.Places[at] = T.CreateTruncating(Find(pass.State, at % InputSize, x[at]).Bin);
    }

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new Workspace(weight.Length, checked(maximumBatch * InputSize));

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) => KinkPattern.Places<T>(
        ((Workspace)workspace!).Places.AsSpan(0, y.Length / _outputs), pattern);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var above = ((Workspace)pass.Workspace!).Room; // Σ dy of the rows that lie in a bin, then of those above it
        var w = weight.Of(pass.Parameters);
        var v = linear.Of(pass.Parameters);
        var dw = weight.Of(pass.Gradients);
        var dv = linear.Of(pass.Gradients);
        var dd = bias.Of(pass.Gradients);
        above.AsSpan().Clear();
        dw.Clear();
        dv.Clear();
        dd.Clear();
        for (var row = 0; row < pass.Batch; row++)
        {
            for (var i = 0; i < InputSize; i++)
            {
                var value = x[row * InputSize + i];
                var (bin, share, width) = Find(pass.State, i, value);
                var back = T.Zero;
                for (var o = 0; o < _outputs; o++)
                {
                    var slope = dy[row * OutputSize + i * _outputs + o];
                    dd[i * _outputs + o] += slope;
                    dv[i * _outputs + o] += slope * value;
                    var steepness = v[i * _outputs + o];
                    if (bin >= 0)
                    {
                        var at = (i * _bins + bin) * _outputs + o;
                        above[at] += slope;
                        dw[at] += slope * share;
                        steepness += w[at] / width;
                    }

                    back += slope * steepness;
                }

                if (!dx.IsEmpty)
                    dx[row * InputSize + i] = back;
            }
        }

        for (var i = 0; i < InputSize; i++)
        {
            for (var o = 0; o < _outputs; o++)
            {
                var sum = T.Zero;
                for (var t = _bins - 1; t >= 0; t--)
                {
                    var at = (i * _bins + t) * _outputs + o;
                    dw[at] += sum;
                    sum += above[at];
                }
            }
        }
    }

    private void SetEdges(Span<T> state, int feature, double[] values)
    {
        counts.Of(state)[feature] = T.CreateTruncating(values.Length - 1);
        var own = edges.Of(state).Slice(feature * (_bins + 1), _bins + 1);
        for (var t = 0; t < own.Length; t++)
            own[t] = T.CreateTruncating(values[Math.Min(t, values.Length - 1)]);
    }

    /// <summary>The bin that a value lies in, the share of it below the value, and its width; bin −1 where there are none.</summary>
    private (int Bin, T Share, T Width) Find(ReadOnlySpan<T> state, int feature, T value)
    {
        var count = int.CreateTruncating(counts.Of(state)[feature]);
        if (count == 0)
            return (-1, T.Zero, T.One);
        var own = edges.Of(state).Slice(feature * (_bins + 1), count + 1);
        var bin = own[1..^1].BinarySearch(value);
        bin = bin < 0 ? ~bin : bin + 1;
        var width = own[bin + 1] - own[bin];
        return (bin, (value - own[bin]) / width, width);
    }

    private T[] Sums(ReadOnlySpan<T> parameters)
    {
        var sums = new T[weight.Length];
        FillSums(parameters, sums);
        return sums;
    }

    /// <summary>For each bin the sum of the W of the bins below it.</summary>
    private void FillSums(ReadOnlySpan<T> parameters, Span<T> sums)
    {
        var w = weight.Of(parameters);
        for (var i = 0; i < InputSize; i++)
        {
            var start = i * _bins * _outputs;
            sums.Slice(start, _outputs).Clear();
            for (var at = start + _outputs; at < start + _bins * _outputs; at++)
                sums[at] = sums[at - _outputs] + w[at - _outputs];
        }
    }

    private void ForwardRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state, ReadOnlySpan<T> sums, ReadOnlySpan<T> x, Span<T> y)
    {
        var w = weight.Of(parameters);
        var v = linear.Of(parameters);
        var d = bias.Of(parameters);
        for (var i = 0; i < InputSize; i++)
        {
            var (bin, share, _) = Find(state, i, x[i]);
            for (var o = 0; o < _outputs; o++)
            {
                var own = T.FusedMultiplyAdd(v[i * _outputs + o], x[i], d[i * _outputs + o]);
                if (bin >= 0)
                {
                    var at = (i * _bins + bin) * _outputs + o;
                    own += T.FusedMultiplyAdd(w[at], share, sums[at]);
                }

                y[i * _outputs + o] = own;
            }
        }
    }

    /// <summary>Room for sums over bins, and the bin that each value of the batch lies in.</summary>
    private sealed class Workspace(int sums, int values) : LayerWorkspace
    {
        public T[] Room { get; } = new T[sums];

        public T[] Places { get; } = new T[values];
    }

    private sealed class Row(PiecewiseLinearEmbeddingLayer<T> layer, T[] sums, T[] parameters, T[] state) : RowLayer<T>
    {
        public override int Outputs => layer.OutputSize;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) =>
            layer.ForwardRow(parameters, state, sums, x, y);
    }
}
