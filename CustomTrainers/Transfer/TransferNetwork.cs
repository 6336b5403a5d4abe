using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>
/// The network of a transfer: resizing where images have another size, the pixels' scaling, the backbone, and a dense layer of a new head.
/// </summary>
internal static class TransferNetwork
{
    /// <summary>The network before training: with the backbone's weights, or all random where it learns from scratch.</summary>
    /// <param name="backbone">The pretrained network.</param>
    /// <param name="image">[3, height, width] of the features.</param>
    /// <param name="size">Pixels on a side of the images that the backbone sees.</param>
    /// <param name="outputs">Outputs of the head.</param>
    /// <param name="seed">Of random weights.</param>
    /// <param name="pretrained">Whether the backbone has its own weights.</param>
    public static Network<float> Create(Backbone backbone, Shape image, int size, int outputs, int seed, bool pretrained)
    {
        var network = Resized(backbone.Create(size, outputs, seed), image);
        if (pretrained)
            return network;
        var fresh = Network<float>.Create(network.Definition, seed);
        var scaling = network.Definition.Layers.OfType<PixelScaling>().Single();
        foreach (var info in network.State.Where(info => info.Name.StartsWith($"{scaling.Name}.", StringComparison.Ordinal)))
            network.GetParameter(info.Name).CopyTo(fresh.GetParameter(info.Name));
        return fresh;
    }

    /// <summary>The name of the head.</summary>
    public static string HeadOf(Network<float> network) => network.Definition.Layers[^1].Name!;

    /// <summary>The network without its head: its outputs are the features that the head sees. The numbers are copied.</summary>
    public static Network<float> WithoutHead(Network<float> network)
    {
        var definition = new NetworkDefinition(network.Definition.Input, network.Definition.Layers[..^1]);
        var count = definition.Summary().Parameters;
        var backbone = Network<float>.Create(definition, network.ParameterValues[..checked((int)count)]);
        network.StateValues.CopyTo(backbone.StateValues);
        return backbone;
    }

    /// <summary>The head alone, with a copy of its numbers.</summary>
    public static Network<float> Head(Network<float> network)
    {
        var definition = new NetworkDefinition(network.Definition.Shapes[^2], network.Definition.Layers[^1..]);
        return Network<float>.Create(definition, network.ParameterValues[^checked((int)definition.Summary().Parameters)..]);
    }

    /// <summary>Writes a head's numbers into the whole network.</summary>
    public static void SetHead(Network<float> network, Network<float> head) =>
        head.ParameterValues.CopyTo(network.ParameterValues[^head.ParameterCount..]);

    private static Network<float> Resized(Network<float> network, Shape image)
    {
        var wanted = network.Definition.Input;
        if (wanted.Equals(image))
            return network;
        LayerDefinition[] layers = [new ResizeImage(wanted[1], wanted[2]) { Name = "resize" }, .. network.Definition.Layers];
        var resized = Network<float>.Create(new NetworkDefinition(image, layers), network.ParameterValues);
        network.StateValues.CopyTo(resized.StateValues);
        return resized;
    }
}
