using System.Numerics;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Builds a list of layers and reserves their parameters. A ReLU becomes part of the layer before where that can take it; where the order
/// of channels has to change between two layers, one that reorders comes in between.
/// </summary>
internal static class LayerBuilder
{
    /// <summary>The chain of layers.</summary>
    /// <param name="layers">What to build, in order.</param>
    /// <param name="input">Shape of one input sample.</param>
    /// <param name="outer">The order of channels that inputs have and outputs must have.</param>
    /// <param name="layout">Where parameters are reserved.</param>
    /// <param name="path">What the parameters' names begin with, for a layer and its position.</param>
    public static LayerChain<T> Build<T>(IReadOnlyList<LayerDefinition> layers, Shape input, ImageLayout outer, ParameterLayout layout,
        Func<LayerDefinition, int, string> path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<Layer<T>> built = [];
        var places = new LayerPlace[layers.Count];
        var (shape, order) = (input, outer);
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            order = Reorder(built, shape, order, layer.LayoutOf(shape) ?? order);
            places[i] = new LayerPlace(built.Count, layout.Length);
            var rectify = layer.TakesRectifier() && i + 1 < layers.Count && layers[i + 1] is ReLU;
            built.Add(layer.Build<T>(shape, layout, path(layer, i), rectify));
            shape = layer.OutputShape(shape);
            if (rectify)
                places[++i] = new LayerPlace(built.Count, layout.Length);
        }

        Reorder(built, shape, order, outer);
        return new LayerChain<T>([.. built], input.Size) { Places = places };
    }

    /// <summary>Sees to it that values of a shape lie in the order that is needed, and gives that order.</summary>
    private static ImageLayout Reorder<T>(List<Layer<T>> built, Shape shape, ImageLayout order, ImageLayout needed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var different = order != needed && shape.Rank == 3 && shape[0] > 1 && shape[1] * shape[2] > 1;
        if (different)
            built.Add(new ReorderLayer<T>(shape, needed));
        return needed;
    }
}

/// <summary>Where a layer of a definition begins in what was built of it.</summary>
/// <param name="Layer">Index of the built layer.</param>
/// <param name="Parameter">Index of its first parameter in the network's flat buffer.</param>
internal readonly record struct LayerPlace(int Layer, int Parameter);

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

    /// <summary>The layers, one after the other, as ONNX operators.</summary>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="x">[batch, …] with the dimensions of the input's shape.</param>
    /// <param name="layers">In order.</param>
    /// <param name="input">Shape of one input sample.</param>
    /// <param name="numbers">The numbers of the network.</param>
    /// <param name="path">What the parameters' names begin with, for a layer and its position.</param>
    public static OnnxValue ToOnnx(
        OnnxGraph graph, OnnxValue x, IReadOnlyList<LayerDefinition> layers, Shape input, LayerNumbers numbers,
        Func<LayerDefinition, int, string> path)
    {
        foreach (var (i, (layer, shape)) in WithInputs(layers, input).Index())
            x = layer.ToOnnx(graph, x, shape, numbers.At(path(layer, i)));
        return x;
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
