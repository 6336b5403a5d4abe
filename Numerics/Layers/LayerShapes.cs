namespace MlPipelines.Numerics.Layers;

/// <summary>The shapes between layers one after another.</summary>
internal static class LayerShapes
{
    /// <summary>Each layer's output shape; checks settings and shapes on the way.</summary>
    /// <param name="layers">In order.</param>
    /// <param name="input">Shape of one input sample.</param>
    /// <param name="what">What errors call a layer, before its position from 0.</param>
    /// <exception cref="ArgumentException">A setting out of its range, or shapes that do not fit; the layer is named.</exception>
    public static IEnumerable<Shape> Of(IReadOnlyList<LayerDefinition> layers, Shape input, string what)
    {
        var shape = input;
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i] is null)
                throw new ArgumentException($"{what} {i} is null.", nameof(layers));
            try
            {
                layers[i].Validate();
                if (layers[i].Name is { } name && (name.Length == 0 || name.Any(char.IsWhiteSpace)))
                    throw new ArgumentException($"The name of a layer must not be empty or hold spaces; found '{name}'.");
                shape = layers[i].OutputShape(shape);
            }
            catch (ArgumentException exception)
            {
                throw new ArgumentException($"{what} {i} ({layers[i].GetType().Name}): {exception.Message}", nameof(layers), exception);
            }
            yield return shape;
        }
    }

    /// <summary>Each layer with the shape of its input; for layers that <see cref="Of"/> has checked.</summary>
    public static IEnumerable<(LayerDefinition Layer, Shape Input)> WithInputs(IReadOnlyList<LayerDefinition> layers, Shape input)
    {
        foreach (var layer in layers)
        {
            yield return (layer, input);
            input = layer.OutputShape(input);
        }
    }
}
