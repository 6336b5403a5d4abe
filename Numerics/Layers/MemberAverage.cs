using System.Numerics;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// One answer of several members. As a network's last layer it takes part in predictions alone: in training, each member's own loss is
/// taken, and their mean is minimized (TabM: Gorishniy et al. 2025, arXiv:2410.24210). Shapes: x [members, outputs], y [outputs].
/// </summary>
/// <param name="Of">What is averaged.</param>
public sealed record MemberAverage(MemberOutput Of) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank == 2 ? new Shape(input[1]) : throw new ArgumentException(
        $"An average of members takes the shape [members, outputs]; found {input}.");

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!Enum.IsDefined(Of))
            throw new ArgumentOutOfRangeException(nameof(Of), Of, "No such output of members.");
    }

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new MemberAverageLayer<T>(input, Of);

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        if (Of == MemberOutput.Values)
            return Mean(x);
        var least = graph.Number(1e-37f);
        if (Of == MemberOutput.ClassLogits)
            return Logarithm(graph.Softmax(x, 2));
        return graph.Subtract(Logarithm(graph.Logistic(x)), Logarithm(graph.Logistic(graph.Apply("Neg", x))));

        OnnxValue Mean(OnnxValue values) => graph.Reduce("ReduceMean", values, 1, keep: false);

        OnnxValue Logarithm(OnnxValue probabilities) => graph.Apply("Log", graph.Max(Mean(probabilities), least));
    }
}

/// <summary>What the outputs of members are, and so how they are averaged.</summary>
public enum MemberOutput
{
    /// <summary>Numbers: their mean.</summary>
    Values,

    /// <summary>Logits of classes: the logarithm of the mean probabilities, whose softmax is these.</summary>
    ClassLogits,

    /// <summary>Logits of true: the logit of the mean probability.</summary>
    TrueLogits,
}

/// <summary>
/// Values: y = mean of x_m. Class logits: y_c = ln mean_m p_mc with p_m = softmax(x_m). True logits: y = ln(q / (1 − q)) with q = mean_m
/// 1/(1 + exp(−x_m)). Shapes: x [batch, members, n], y [batch, n]. Backward, over M members: dx_mj = dy_j / M; Σ_c dy_c p_mc (δ_cj − p_mj)
/// / (M exp y_c); dy p_m (1 − p_m) / (M q (1 − q)).
/// </summary>
internal sealed class MemberAverageLayer<T>(Shape input, MemberOutput of) : Layer<T>(input, new Shape(input[1]))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _share = T.One / T.CreateTruncating(input[0]);

    /// <summary>Number of members.</summary>
    public int Members => InputShape[0];

    public override bool KeepsOutputGradient => true;

    public override int ScratchSize => InputSize;

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new Workspace(checked(maximumBatch * InputSize));

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var p = (pass.Workspace is Workspace workspace ? workspace.Probabilities : pass.Scratch)[..x.Length];
        x.CopyTo(p);
        if (of == MemberOutput.ClassLogits)
            Softmax.Apply(p, OutputSize);
        else if (of == MemberOutput.TrueLogits)
            Logistic(p);
        for (var row = 0; row < pass.Batch; row++)
        {
            var own = p.Slice(row * InputSize, InputSize);
            for (var c = 0; c < OutputSize; c++)
            {
                var mean = Mean(own, c);
                y[row * OutputSize + c] = of switch
                {
                    MemberOutput.Values => mean,
                    MemberOutput.ClassLogits => T.Log(T.Max(mean, Least)),
                    _ => T.Log(T.Max(mean, Least)) - T.Log(T.Max(MeanOfRest(x.Slice(row * InputSize, InputSize), c), Least)),
                };
            }
        }
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        var probabilities = ((Workspace)pass.Workspace!).Probabilities;
        for (var row = 0; row < pass.Batch; row++)
        {
            var slopes = dy.Slice(row * OutputSize, OutputSize);
            var averages = y.Slice(row * OutputSize, OutputSize);
            for (var start = row * InputSize; start < (row + 1) * InputSize; start += OutputSize)
                Back(probabilities.Slice(start, OutputSize), averages, slopes, dx.Slice(start, OutputSize));
        }
    }

    private static T Least => T.CreateTruncating(typeof(T) == typeof(float) ? 1e-37 : 1e-300);

    /// <summary>The gradient of one member of one row.</summary>
    private void Back(ReadOnlySpan<T> p, ReadOnlySpan<T> averages, ReadOnlySpan<T> slopes, Span<T> dx)
    {
        var common = T.Zero;
        if (of == MemberOutput.ClassLogits)
        {
            for (var c = 0; c < p.Length; c++)
                common += slopes[c] * p[c] / T.Exp(averages[c]);
        }

        for (var c = 0; c < p.Length; c++)
        {
            var q = T.One / (T.One + T.Exp(-averages[c]));
            dx[c] = _share * (of switch
            {
                MemberOutput.Values => slopes[c],
                MemberOutput.ClassLogits => p[c] * (slopes[c] / T.Exp(averages[c]) - common),
                _ => slopes[c] * p[c] * (T.One - p[c]) / (q * (T.One - q)),
            });
        }
    }

    private T Mean(ReadOnlySpan<T> members, int output)
    {
        var sum = T.Zero;
        for (var at = output; at < members.Length; at += OutputSize)
            sum += members[at];
        return sum * _share;
    }

    /// <summary>The mean of 1 − 1/(1 + exp(−x)) = 1/(1 + exp x).</summary>
    private T MeanOfRest(ReadOnlySpan<T> logits, int output)
    {
        var sum = T.Zero;
        for (var at = output; at < logits.Length; at += OutputSize)
            sum += T.One / (T.One + T.Exp(logits[at]));
        return sum * _share;
    }

    private static void Logistic(Span<T> values)
    {
        foreach (ref var value in values)
            value = T.One / (T.One + T.Exp(-value));
    }

    private sealed class Workspace(int length) : LayerWorkspace
    {
        private readonly T[] _probabilities = new T[length];

        public Span<T> Probabilities => _probabilities;
    }
}
