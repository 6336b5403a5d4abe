using MlPipelines.Numerics.Kernels.Activations;

namespace MlPipelines.Numerics.Layers;

/// <summary>The hyperbolic tangent, element by element.</summary>
public sealed record Tanh : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    internal override ImageLayout? LayoutOf(Shape input) => null;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new ActivationLayer<T, HyperbolicTangent<T>>(input, default);
}
