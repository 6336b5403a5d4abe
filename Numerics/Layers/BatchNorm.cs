using System.Numerics;
using MlPipelines.Numerics.Kernels.Normalization;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015, arXiv:1502.03167): y = weight · (x − mean) / √(variance + epsilon) + bias for each feature,
/// or for each channel over all its pixels. While training, mean and variance (over n, not n − 1) are the batch's, and the running ones
/// move towards them (the variance over n − 1 there), as in PyTorch; otherwise they are the running ones. Shapes: x, y [features] or
/// [channels, height, width]; weight, bias, means, variances [features] or [channels].
/// </summary>
/// <param name="Momentum">Share of the batch's statistics in the running ones at each step, above 0 and at most 1. Default 0.1.</param>
/// <param name="Epsilon">Added to the variance, above 0. Default 1e-5.</param>
public sealed record BatchNorm(double Momentum = 0.1, double Epsilon = 1e-5) : LayerDefinition
{
    /// <inheritdoc/>
    public override bool TakesRectifier() => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank is 1 or 3 ? input : throw new ArgumentException(
        $"A batch normalization takes the shape [features] or [channels, height, width]; found {input}.");

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Momentum is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Momentum), Momentum, $"The momentum of a batch normalization must be above 0 and at most 1; found {Momentum}.");
        }

        if (!(double.IsFinite(Epsilon) && Epsilon > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Epsilon), Epsilon, $"The epsilon of a batch normalization must be finite and above 0; found {Epsilon}.");
        }
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => 2L * input[0];

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => ImageLayout.ChannelsLast;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
    {
        var channels = new Shape(input[0]);
        return new BatchNormLayer<T>(input, Momentum, Epsilon, rectify)
        {
            Weight = layout.Add($"{path}.weight", channels, ParameterRole.Scale),
            Bias = layout.Add($"{path}.bias", channels, ParameterRole.Bias),
            Mean = layout.AddState($"{path}.running_mean", channels, ParameterRole.Statistic),
            Variance = layout.AddState($"{path}.running_var", channels, ParameterRole.Statistic),
            Counter = layout.AddState($"{path}.num_batches_tracked", new Shape(1), ParameterRole.Counter),
        };
    }

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Node(
        "BatchNormalization",
        [
            x, graph.Vector(numbers["weight"]), graph.Vector(numbers["bias"]), graph.Vector(numbers["running_mean"]),
            graph.Vector(numbers["running_var"]),
        ],
        OnnxSetting.Of("epsilon", (float)Epsilon));
}

/// <summary>
/// <see cref="BatchNorm"/> at work, followed by max(·, 0) when fused with a ReLU. Shapes, pixels before channels: x, y [batch · pixels,
/// channels]. Backward, with n rows and x̂ = (x − mean) / √(variance + epsilon): db = Σ dy, dw = Σ dy · x̂, dx = weight / √(variance +
/// epsilon) · (dy − db / n − x̂ · dw / n), with dy first set to 0 where y is 0 when rectified. With frozen statistics, dx = weight /
/// √(variance + epsilon) · dy.
/// </summary>
internal sealed class BatchNormLayer<T>(Shape input, double momentum, double epsilon, bool rectify) : Layer<T>(input, input)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _channels = input[0];
    private readonly T _epsilon = T.CreateTruncating(epsilon);

    public required ParameterInfo Weight { get; init; }

    public required ParameterInfo Bias { get; init; }

    public required ParameterInfo Mean { get; init; }

    public required ParameterInfo Variance { get; init; }

    public required ParameterInfo Counter { get; init; }

    /// <summary>Whether max(·, 0) follows.</summary>
    public bool Rectifies => rectify;

    public override int MinimumTrainingBatch => InputSize == _channels ? 2 : 1;

    public override bool KeepsOutputGradient => !rectify;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        Weight.Of(parameters).Fill(T.One);
        Bias.Of(parameters).Clear();
        Mean.Of(state).Clear();
        Variance.Of(state).Fill(T.One);
        Counter.Of(state).Clear();
    }

    /// <summary>In prediction y = (x + minusMean) · scale + bias. Overwrites both, [channels].</summary>
    public void Factors(in Pass<T> pass, Span<T> minusMean, Span<T> scale)
    {
        var mean = Mean.Of(pass.State);
        var variance = Variance.Of(pass.State);
        var weight = Weight.Of(pass.Parameters);
        for (var c = 0; c < _channels; c++)
            (minusMean[c], scale[c]) = (-mean[c], weight[c] / T.Sqrt(variance[c] + _epsilon));
    }

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new Statistics(_channels);

    /// <summary>With its running statistics the layer is scale · x + shift.</summary>
    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
    {
        var (scale, shift) = (new T[_channels], new T[_channels]);
        for (var c = 0; c < _channels; c++)
        {
            scale[c] = Weight.Of(parameters)[c] / T.Sqrt(Variance.Of(state)[c] + _epsilon);
            shift[c] = Bias.Of(parameters)[c] - Mean.Of(state)[c] * scale[c];
        }

        return new ScaleRowLayer<T>(scale, shift, InputSize / _channels, rectify);
    }

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        rectify ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var rows = x.Length / _channels;
        if (!pass.Training)
        {
            Normalize(pass, x, Mean.Of(pass.State), Variance.Of(pass.State), y);
            return;
        }

        var statistics = (Statistics)pass.Workspace!;
        if (pass.FreezeStatistics)
        {
            Mean.Of(pass.State).CopyTo(statistics.Mean);
            Variance.Of(pass.State).CopyTo(statistics.Variance);
            Normalize(pass, x, statistics.Mean, statistics.Variance, y);
            return;
        }

        BatchNormalizationKernel.Statistics(pass.Workers, rows, _channels, x, statistics.Mean, statistics.Variance);
        Normalize(pass, x, statistics.Mean, statistics.Variance, y);
        Track(pass.State, statistics, rows, pass.StatisticsShare ?? momentum);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var statistics = (Statistics)pass.Workspace!;
        BatchNormalizationKernel.Backward(
            pass.Workers, x.Length / _channels, _channels, x, rectify ? y : default, dy, statistics.Mean, statistics.Variance, _epsilon,
            Weight.Of(pass.Parameters), Weight.Of(pass.Gradients), Bias.Of(pass.Gradients), dx, constant: pass.FreezeStatistics);
    }

    private void Normalize(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, Span<T> y) =>
        BatchNormalizationKernel.Normalize(
            pass.Workers, x.Length / _channels, _channels, x, mean, variance, _epsilon,
            Weight.Of(pass.Parameters), Bias.Of(pass.Parameters), addend: default, rectify, y);

    /// <summary>
    /// running ← (1 − share) · running + share · batch, the share being the momentum in training; the batch's variance over n − 1.
    /// </summary>
    private void Track(Span<T> state, Statistics statistics, int rows, double share)
    {
        var (own, kept) = (T.CreateTruncating(share), T.CreateTruncating(1 - share));
        var unbiased = T.CreateTruncating(share * rows / Math.Max(1, rows - 1));
        var mean = Mean.Of(state);
        var variance = Variance.Of(state);
        for (var c = 0; c < _channels; c++)
        {
            mean[c] = kept * mean[c] + own * statistics.Mean[c];
            variance[c] = kept * variance[c] + unbiased * statistics.Variance[c];
        }

        Counter.Of(state)[0] += T.One;
    }

    /// <summary>The batch's statistics, for the way back.</summary>
    private sealed class Statistics(int channels) : LayerWorkspace
    {
        public T[] Mean { get; } = new T[channels];

        public T[] Variance { get; } = new T[channels];
    }
}

/// <summary>
/// y = scale · x + shift, rectified or not, for one row: a batch normalization with its running statistics. Shapes: x, y [pixels,
/// channels]; scale, shift [channels].
/// </summary>
internal sealed class ScaleRowLayer<T>(T[] scale, T[] shift, int pixels, bool rectify) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => pixels * scale.Length;

    /// <summary>The layer before with this one taken in; null where it cannot.</summary>
    public RowLayer<T>? FoldInto(RowLayer<T> before) => before.Scaled(scale, shift, rectify);

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
    {
        for (var start = 0; start < Outputs; start += scale.Length)
        {
            for (var c = 0; c < scale.Length; c++)
            {
                var value = T.FusedMultiplyAdd(scale[c], x[start + c], shift[c]);
                y[start + c] = rectify && value < T.Zero ? T.Zero : value;
            }
        }
    }
}
