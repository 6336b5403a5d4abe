using MlPipelines.Numerics.Kernels.Activations;

namespace MlPipelines.Numerics.Layers;

/// <summary>y = max(x, 0), element by element; the derivative at 0 is 0. A ReLU right after a dense, convolutional, normalizing or residual layer is computed together with it.</summary>
public sealed record ReLU : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    internal override ImageLayout? LayoutOf(Shape input) => null;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new ActivationLayer<T, Rectifier<T>>(input, default);
}
