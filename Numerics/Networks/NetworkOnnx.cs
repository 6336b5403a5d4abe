using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Networks;

/// <summary>A network's prediction as ONNX operators.</summary>
public static class NetworkOnnx
{
    /// <summary>Adds the network's layers to a graph.</summary>
    /// <param name="network">The network, with its present parameters and running statistics.</param>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="rows">[batch, inputs], as <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/> takes them.</param>
    /// <returns>[batch, outputs]: the network's raw scores.</returns>
    /// <exception cref="NotSupportedException">A layer has no ONNX form; the message names it.</exception>
    public static OnnxValue ToOnnx(this Network<float> network, OnnxGraph graph, OnnxValue rows)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(graph);
        var (input, output) = (network.Definition.Input, network.Definition.Output);
        var numbers = new LayerNumbers("", name => network.GetParameter(name).ToArray());
        var x = input.Rank == 1 ? rows : graph.Reshape(rows, [-1, .. input.ToOnnx()]);
        var y = LayerShapes.ToOnnx(graph, x, network.Definition.Layers, input, numbers, NetworkDefinition.Path);
        return output.Rank == 1 ? y : graph.Reshape(y, -1, output.Size);
    }
}
