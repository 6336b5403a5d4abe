using System.Numerics;
using MlPipelines.Numerics.Kernels.Normalization;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// <see cref="BatchNorm"/> at work, followed by max(·, 0) when fused with a ReLU. Shapes, pixels before channels: x, y [batch · pixels, channels].
/// Backward, with n rows and x̂ = (x − mean) / √(variance + epsilon): db = Σ dy, dw = Σ dy · x̂, dx = weight / √(variance + epsilon) · (dy − db / n − x̂ · dw / n),
/// with dy first set to 0 where y is 0 when rectified.
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

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new Statistics(_channels);

    /// <summary>With its running statistics the layer is scale · x + shift.</summary>
    public override RowLayer<T>? PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
    {
        if (InputShape.Rank != 1)
            return null;
        var (scale, shift) = (new T[_channels], new T[_channels]);
        for (var c = 0; c < _channels; c++)
        {
            scale[c] = Weight.Of(parameters)[c] / T.Sqrt(Variance.Of(state)[c] + _epsilon);
            shift[c] = Bias.Of(parameters)[c] - Mean.Of(state)[c] * scale[c];
        }
        return new ScaleRowLayer<T>(scale, shift, rectify);
    }

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) => rectify ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var rows = x.Length / _channels;
        if (!pass.Training)
        {
            Normalize(pass, x, Mean.Of(pass.State), Variance.Of(pass.State), y);
            return;
        }
        var statistics = (Statistics)pass.Workspace!;
        BatchNormalizationKernel.Statistics(pass.Workers, rows, _channels, x, statistics.Mean, statistics.Variance);
        Normalize(pass, x, statistics.Mean, statistics.Variance, y);
        Track(pass.State, statistics, rows, pass.StatisticsShare ?? momentum);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var statistics = (Statistics)pass.Workspace!;
        BatchNormalizationKernel.Backward(
            pass.Workers, x.Length / _channels, _channels, x, rectify ? y : default, dy, statistics.Mean, statistics.Variance, _epsilon,
            Weight.Of(pass.Parameters), Weight.Of(pass.Gradients), Bias.Of(pass.Gradients), dx);
    }

    private void Normalize(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, Span<T> y) => BatchNormalizationKernel.Normalize(
        pass.Workers, x.Length / _channels, _channels, x, mean, variance, _epsilon, Weight.Of(pass.Parameters), Bias.Of(pass.Parameters), addend: default, rectify, y);

    /// <summary>running ← (1 − share) · running + share · batch, the share being the momentum in training; the batch's variance over n − 1.</summary>
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
