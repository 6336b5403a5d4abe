using System.Text.RegularExpressions;
using MlPipelines.CustomTrainers.Backbones.Onnx;
using MlPipelines.CustomTrainers.Backbones.Torch;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones;

/// <summary>The kinds of files that hold a backbone.</summary>
internal static partial class BackboneFiles
{
    private const string Folder = "Backbones";
    private const string ShippedName = "ResNet18.onnx";
    private const string PreparationName = "ResNetPreprocess.onnx";

    /// <summary>Read once; tried again where it fails.</summary>
    private static readonly Lazy<Backbone> Shipped =
        new(() => ReadShipped(AppContext.BaseDirectory), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Reads the network that the build lays beside the program.</summary>
    public static Backbone ReadShipped() => Shipped.Value;

    /// <summary>Reads the network in the folder <c>Backbones</c> of another folder.</summary>
    public static Backbone ReadShipped(string folder)
    {
        var path = Path.Combine(folder, Folder, ShippedName);
        return File.Exists(path) ? ReadOnnx(path) : throw new FileNotFoundException(
            $"The weights of the backbone were expected in '{path}', but there is no such file. A build lays them there, from the package "
                + "Microsoft.ML.DnnImageFeaturizer.ResNet18; a program that was copied by hand needs the folder "
                + $"'{Folder}' beside it. Another file can be given to Backbone.Load.", path);
    }

    /// <summary>Reads a file by its ending.</summary>
    public static Backbone Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file '{path}', where the weights of a backbone were expected.", path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".ONNX":
                return ReadOnnx(path);
            case ".SAFETENSORS":
                using (var stream = File.OpenRead(path))
                    return FromTorchvision(SafeTensorsReader.Read(stream, path), path);
            case ".PTH" or ".PT":
                using (var stream = File.OpenRead(path))
                    return FromTorchvision(TorchFile.Read(stream, path), path);
            default:
                throw new ArgumentException(
                    $"The weights of a backbone are read from files .onnx, .safetensors, .pth or .pt; found '{path}'.", nameof(path));
        }
    }

    /// <summary>A backbone of tensors with torchvision's names; those of the head and counters of steps are left out.</summary>
    internal static Backbone FromTorchvision(IReadOnlyList<Tensor> tensors, string path)
    {
        var named = tensors.Where(tensor => !tensor.Name.StartsWith("fc.", StringComparison.Ordinal)
            && !tensor.Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal)).ToDictionary(tensor => tensor.Name);
        if (named.Keys.FirstOrDefault(name => name.EndsWith(".conv3.weight", StringComparison.Ordinal)) is { } bottleneck)
        {
            throw new InvalidDataException($"'{path}' has the tensor '{bottleneck}': a network of bottleneck blocks, such as ResNet-50. "
                + "Only those of basic blocks can be loaded: ResNet-18 and ResNet-34.");
        }

        int[] blocks = [.. Enumerable.Range(1, ResNetTensors.Stages).Select(stage => BlocksOf(named.Keys, stage, path))];
        return new Backbone(
            $"ResNet-{2 * blocks.Sum() + 2}", blocks, ResNetTensors.Take(named, blocks, path), PixelPreparation.Torchvision);
    }

    private static int BlocksOf(IEnumerable<string> names, int stage, string path)
    {
        var found = names.Select(name => BlockName().Match(name)).Where(match => match.Success && match.Groups[1].Value == $"{stage}")
            .Select(match => match.Groups[2].Value).Distinct().Count();
        return found > 0 ? found : throw new InvalidDataException(
            $"'{path}' has no tensor whose name begins with 'layer{stage}.', where those of torchvision's ResNet-18 or ResNet-34 were "
                + $"expected{(names.FirstOrDefault() is { } other ? $"; it has '{other}'" : "")}.");
    }

    private static Backbone ReadOnnx(string path)
    {
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, PreparationName);
        if (!File.Exists(beside))
        {
            throw new FileNotFoundException($"The mean image that belongs to '{path}' was expected in '{beside}', but there is no such "
                + "file. The package Microsoft.ML.DnnImageFeaturizer.ResNet18 has both.", beside);
        }

        var graph = ResNetGraph.Read(OnnxFile.Read(path));
        if (graph.Blocks.Count != ResNetTensors.Stages)
            throw new InvalidDataException($"'{path}' has {graph.Blocks.Count} stages, where {ResNetTensors.Stages} were expected.");
        var (side, mean) = PreparationGraph.Read(OnnxFile.Read(beside));
        if (mean.Any(value => !float.IsFinite(value)))
            throw new InvalidDataException($"'{beside}' has a mean image with numbers that are not finite.");
        return new Backbone(
            "ResNet-18", graph.Blocks, ResNetTensors.Take(graph.Tensors, graph.Blocks, path),
            new PixelPreparation(reverseChannels: true, side, mean, scale: [1, 1, 1]));
    }

    [GeneratedRegex(@"^layer(\d)\.(\d+)\.")]
    private static partial Regex BlockName();
}
