using MlPipelines.Numerics.Kernels.Activations;

namespace MlPipelines.Numerics.Layers;

/// <summary>x above 0, slope · x else (Maas et al. 2013).</summary>
/// <param name="Slope">Above 0 and below 1. Default 0.01, as PyTorch.</param>
public sealed record LeakyReLU(double Slope = 0.01) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    internal override void Validate()
    {
        if (Slope is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Slope), Slope, $"The slope must be above 0 and below 1; found {Slope}.");
    }

    internal override ImageLayout? LayoutOf(Shape input) => null;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new ActivationLayer<T, LeakyRectifier<T>>(input, new(T.CreateTruncating(Slope)));
}
