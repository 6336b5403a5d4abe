using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones;

/// <summary>
/// A residual network of basic blocks (He et al. 2016, arXiv:1512.03385) that was trained on many images, without its last layer: it turns
/// an image into 512 numbers, its features. Networks made of it take images [3, size, size] of red, green and blue from 0 to 255, and begin
/// with the preparation of pixels that the weights were trained with. Immutable; safe for any number of threads.
/// </summary>
/// <example><code>var network = Backbone.ResNet18().CreateFeatures(224);</code></example>
public sealed class Backbone
{
    /// <summary>
    /// Pixels on a side of the smallest image. The last stage sees 1/32 of each side; sides that are multiples of 32 waste no pixels.
    /// </summary>
    public const int SmallestSize = 32;

    private readonly IReadOnlyList<Tensor> _tensors;

    /// <param name="kind">What the network is called without its blocks.</param>
    /// <param name="blocks">Blocks of each stage.</param>
    /// <param name="tensors">Its weights and statistics, as <see cref="ResNetTensors.Take"/> gives them.</param>
    /// <param name="preparation">What comes before the first layer.</param>
    internal Backbone(string kind, IReadOnlyList<int> blocks, IReadOnlyList<Tensor> tensors, PixelPreparation preparation)
    {
        _tensors = tensors;
        Blocks = [.. blocks];
        Name = $"{kind} (blocks {string.Join(", ", blocks)})";
        Preparation = preparation;
        ContentHash = Hash();
    }

    /// <summary>What it is, for people: <c>ResNet-18 (blocks 2, 2, 2, 3)</c>.</summary>
    public string Name { get; }

    /// <summary>Blocks of each stage. Each block has two convolutions.</summary>
    public IReadOnlyList<int> Blocks { get; }

    /// <summary>Numbers that describe one image.</summary>
    public int FeatureCount { get; } = ResNetTensors.Features;

    /// <summary>
    /// SHA-256 of all that the features depend on beside the image: the kind of network, its blocks, weights and statistics, and the
    /// preparation of pixels. 64 hexadecimal digits in lower case. The same weights from another kind of file give the same.
    /// </summary>
    public string ContentHash { get; }

    /// <summary>What is done with the pixels before the first layer.</summary>
    public PixelPreparation Preparation { get; }

    /// <summary>
    /// The network that comes with this library, in the folder <c>Backbones</c> beside the program: the one of the package
    /// Microsoft.ML.DnnImageFeaturizer.ResNet18. Its last stage has three blocks, where torchvision's ResNet-18 has two.
    /// </summary>
    /// <exception cref="FileNotFoundException">The files are not beside the program.</exception>
    /// <exception cref="InvalidDataException">The files are damaged.</exception>
    public static Backbone ResNet18() => BackboneFiles.ReadShipped();

    /// <summary>
    /// A network from a file: <c>.safetensors</c>, or <c>.pth</c> and <c>.pt</c> by <c>torch.save(model.state_dict(), path)</c>, with the
    /// names of torchvision's ResNet-18 or ResNet-34 and its preparation of pixels; or <c>.onnx</c> as in the package
    /// Microsoft.ML.DnnImageFeaturizer.ResNet18, with <c>ResNetPreprocess.onnx</c> in the same folder. The last layer, <c>fc</c>, is left
    /// out. Nothing in a file is run.
    /// </summary>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is not sound or holds another network; the message names the place.</exception>
    /// <exception cref="ArgumentException">The file's name has another ending.</exception>
    public static Backbone Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return BackboneFiles.Read(path);
    }

    /// <summary>The network that gives features: image [3, size, size] → [512].</summary>
    /// <param name="size">Pixels on a side of the image, at least <see cref="SmallestSize"/>.</param>
    public Network<float> CreateFeatures(int size)
    {
        var whole = Define(size, 1);
        return Filled(new NetworkDefinition(whole.Input, whole.Layers.RemoveAt(whole.Layers.Length - 1)), size);
    }

    /// <summary>The network with a new last layer <c>fc</c>: image [3, size, size] → [outputs].</summary>
    /// <param name="size">Pixels on a side of the image, at least <see cref="SmallestSize"/>.</param>
    /// <param name="outputs">Scores per image, at least 1.</param>
    /// <param name="seed">What the weights of the last layer are drawn from, uniform as PyTorch's.</param>
    public Network<float> Create(int size, int outputs, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        var network = Filled(Define(size, outputs), size);
        var head = Network<float>.Create(
            new NetworkDefinition(new Shape(FeatureCount), network.Definition.Layers[^1..]), seed);
        head.ParameterValues.CopyTo(network.ParameterValues[^head.ParameterCount..]);
        return network;
    }

    private NetworkDefinition Define(int size, int outputs)
    {
        if (size < SmallestSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(size), size,
                $"A backbone takes images of at least {SmallestSize} pixels on a side; found {size}. Make them larger first.");
        }

        var network = ResNet.Define(Blocks, outputs, ResNetTensors.Channels, size);
        return new NetworkDefinition(network.Input, network.Layers.Insert(0, Preparation.Layer));
    }

    /// <summary>The network with the backbone's numbers; those of a head are 0.</summary>
    private Network<float> Filled(NetworkDefinition definition, int size)
    {
        var network = Network<float>.Create(definition, new float[definition.Summary().Parameters]);
        foreach (var tensor in _tensors)
            tensor.CopyTo(network.GetParameter(tensor.Name));
        var pixels = Preparation.Layer.Name;
        Preparation.Mean(size).ToArray().CopyTo(network.GetParameter($"{pixels}.mean"));
        Preparation.Scale.ToArray().CopyTo(network.GetParameter($"{pixels}.scale"));
        return network;
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AddText($"residual network of basic blocks {string.Join(" ", Blocks)}, epsilon {Epsilon}\n");
        AddText($"reversed {Preparation.ReverseChannels}, mean of {Preparation.MeanSide}\n");
        AddValues(Preparation.Mean(Math.Max(1, Preparation.MeanSide)));
        AddValues(Preparation.Scale);
        foreach (var tensor in _tensors)
        {
            AddText($"{tensor.Name} {string.Join(" ", tensor.Shape)}\n");
            hash.AppendData(tensor.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void AddText(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));

        void AddValues(IEnumerable<float> values) => hash.AppendData(MemoryMarshal.AsBytes<float>(values.ToArray()));
    }

    private static string Epsilon => new BatchNorm().Epsilon.ToString("R", CultureInfo.InvariantCulture);
}
