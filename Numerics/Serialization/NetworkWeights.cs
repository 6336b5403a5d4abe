using System.Numerics;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// A network's weights, without its definition, as a safetensors file under PyTorch's names: what <c>safetensors.torch.load_file</c> gives
/// there fits <c>load_state_dict</c> of a module with the same layers, and what <c>save_file(module.state_dict())</c> writes there fits a
/// network here. Weights of dense layers are [outputs, inputs], of convolutions [outputs, inputs, height, width], as PyTorch has them.
/// </summary>
public static class NetworkWeights
{
    private const string Prefix = "layers.";

    /// <summary>Writes the weights to a file, under a temporary name that is renamed.</summary>
    public static void Save<T>(string path, Network<T> network, WeightNames names = WeightNames.Layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AtomicFile.Write(path, stream => Write(stream, network, names));

    /// <summary>Writes the weights.</summary>
    /// <param name="stream">Where they go.</param>
    /// <param name="network">The network: its parameters, then its running statistics.</param>
    /// <param name="names">What the layers without a name of their own are called.</param>
    /// <exception cref="ArgumentException">Two numbers would have one name.</exception>
    public static void Write<T>(Stream stream, Network<T> network, WeightNames names = WeightNames.Layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!Enum.IsDefined(names))
            throw new ArgumentOutOfRangeException(nameof(names), names, "There are no such names.");
        var tensors = NetworkTensors.Of(network);
        SafeTensorsWriter.Write(
            stream,
            names == WeightNames.Layers ? tensors : [.. tensors.Select(tensor => tensor.Renamed(InSequential(tensor.Name)))],
            new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Fills a network with the weights of a file.</summary>
    /// <exception cref="InvalidDataException">As of <see cref="Read"/>.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static void Load<T>(string path, Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Read(stream, network, path);
    }

    /// <summary>
    /// Fills a network with weights from a stream that may be hostile: no more memory is taken than the network's own numbers and the
    /// longest header need. The names may be those of either <see cref="WeightNames"/>.
    /// </summary>
    /// <param name="stream">A seekable stream that holds one file and nothing else.</param>
    /// <param name="network">What to fill; unchanged when the weights do not fit.</param>
    /// <param name="name">What errors call the stream: a file's path.</param>
    /// <exception cref="InvalidDataException">The stream is no sound safetensors file, or a tensor is missing, unknown, or of another shape
    /// or element type; the message names it.</exception>
    public static void Read<T>(Stream stream, Network<T> network, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(network);
        var most = 8L + SafeTensorsReader.MaximumHeaderLength
            + (sizeof(double) * ((long)network.ParameterValues.Length + network.StateValues.Length));
        if (stream.Length - stream.Position > most)
        {
            throw new InvalidDataException(
                $"'{name}' has {stream.Length - stream.Position} bytes, more than the weights of the network can have ({most}).");
        }

        var tensors = SafeTensorsReader.Read(stream, name);
        var found = tensors.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        Dictionary<string, string> own = [];
        foreach (var info in network.Parameters.Concat(network.State))
        {
            if (!found.Contains(info.Name))
                own.TryAdd(InSequential(info.Name), info.Name);
        }

        NetworkTensors.Load(
            network, [.. tensors.Select(tensor => own.TryGetValue(tensor.Name, out var renamed) ? tensor.Renamed(renamed) : tensor)], name);
    }

    private static string InSequential(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
}

/// <summary>What weights are called in a file, of layers that have no name of their own.</summary>
public enum WeightNames
{
    /// <summary><c>layers.0.weight</c>: of a PyTorch module whose attribute <c>layers</c> is an <c>nn.Sequential</c>.</summary>
    Layers,

    /// <summary><c>0.weight</c>: of an <c>nn.Sequential</c> by itself.</summary>
    Sequential,
}
