namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Probabilities of classes: y_i = exp(x_i − max x) / Σ_k exp(x_k − max x). For a network whose outputs are probabilities; a training with softmax
/// cross-entropy takes the scores before it, and needs none. Shapes: x, y [classes].
/// </summary>
public sealed record SoftmaxHead : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank == 1 ? input : throw new ArgumentException(
        $"A softmax head takes the shape [classes]; found {input}. Put a Flatten or a GlobalAvgPool before it.");

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new SoftmaxHeadLayer<T>(input);
}
