namespace MlPipelines.Numerics.Layers;

/// <summary>The mean of each channel over all its pixels. Shapes: x [channels, height, width], y [channels].</summary>
public sealed record GlobalAvgPool : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        Window.RequireImage(input);
        return new Shape(input[0]);
    }

    internal override ImageLayout? LayoutOf(Shape input) => ImageLayout.ChannelsLast;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new GlobalAvgPoolLayer<T>(input);
}
