using System.Numerics;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>Builds the layers of a definition and reserves their parameters; a ReLU right after a dense layer becomes part of it.</summary>
internal static class LayerBuilder
{
    public static Layer<T>[] Build<T>(NetworkDefinition definition, ParameterLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<Layer<T>> built = [];
        var shape = definition.Input;
        var layers = definition.Layers;
        for (var i = 0; i < layers.Length; i++)
        {
            var path = $"layers.{i}";
            if (layers[i] is Dense dense && i + 1 < layers.Length && layers[i + 1] is ReLU)
            {
                built.Add(dense.Build<T>(shape, layout, path, rectify: true));
                i++;
            }
            else
            {
                built.Add(layers[i].Build<T>(shape, layout, path));
            }
            shape = definition.Shapes[i];
        }
        return [.. built];
    }
}
