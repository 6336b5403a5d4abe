namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015, arXiv:1502.03167): y = weight · (x − mean) / √(variance + epsilon) + bias for each feature, or for each channel over
/// all its pixels. While training, mean and variance (over n, not n − 1) are the batch's, and the running ones move towards them (the variance over n − 1 there),
/// as in PyTorch; otherwise they are the running ones. Shapes: x, y [features] or [channels, height, width]; weight, bias, means, variances [features] or [channels].
/// </summary>
/// <param name="Momentum">Share of the batch's statistics in the running ones at each step, above 0 and at most 1. Default 0.1.</param>
/// <param name="Epsilon">Added to the variance, above 0. Default 1e-5.</param>
public sealed record BatchNorm(double Momentum = 0.1, double Epsilon = 1e-5) : LayerDefinition
{
    internal override bool TakesRectifier => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank is 1 or 3 ? input : throw new ArgumentException(
        $"A batch normalization takes the shape [features] or [channels, height, width]; found {input}.");

    internal override void Validate()
    {
        if (Momentum is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Momentum), Momentum, $"The momentum of a batch normalization must be above 0 and at most 1; found {Momentum}.");
        if (!(double.IsFinite(Epsilon) && Epsilon > 0))
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, $"The epsilon of a batch normalization must be finite and above 0; found {Epsilon}.");
    }

    internal override long CountParameters(Shape input) => 2L * input[0];

    internal override ImageLayout? LayoutOf(Shape input) => ImageLayout.ChannelsLast;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
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
}
