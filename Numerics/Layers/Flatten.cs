namespace MlPipelines.Numerics.Layers;

/// <summary>Reads a sample as one row: [channels, height, width] becomes [channels · height · width], channel by channel as PyTorch's <c>flatten</c> does.</summary>
public sealed record Flatten : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(input.Size);

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new FlattenLayer<T>(input);
}
