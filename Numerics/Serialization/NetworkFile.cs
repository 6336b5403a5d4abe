using System.Numerics;
using System.Text.Json;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// A network as a safetensors file: its parameters as PyTorch's <c>Sequential</c> names them, its definition
/// (<see cref="NetworkDefinitionJson"/>) in the metadata <c>network</c>. Numbers read back bit for bit.
/// </summary>
public static class NetworkFile
{
    private const string DefinitionName = "network";

    /// <summary>Writes the network.</summary>
    public static void Write<T>(Stream stream, Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(network);
        Tensor[] tensors = [.. network.Parameters.Select(p => Tensor.Create<T>(p.Name, p.Shape.Dimensions, network.GetParameter(p.Name)))];
        SafeTensorsWriter.Write(stream, tensors, new Dictionary<string, string> { [DefinitionName] = NetworkDefinitionJson.Write(network.Definition).ToJsonString() });
    }

    /// <summary>Reads a network from a stream that may be hostile: memory for it is taken only once the file has all of its parameters.</summary>
    /// <param name="stream">A seekable stream that holds one file and nothing else.</param>
    /// <param name="name">What errors call the stream: a file's path.</param>
    /// <exception cref="InvalidDataException">The stream is not a sound network file, or of another element type; the message says where.</exception>
    public static Network<T> Read<T>(Stream stream, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!SafeTensorsReader.ReadMetadata(stream, name).TryGetValue(DefinitionName, out var text))
            throw new InvalidDataException($"'{name}' is a safetensors file but not a network: its metadata have no '{DefinitionName}'.");
        var definition = ReadDefinition(text, name);
        var tensors = SafeTensorsReader.Read(stream, name).ToDictionary(tensor => tensor.Name);
        var expected = CountParameters<T>(definition, name);
        var found = tensors.Values.Sum(tensor => (long)tensor.Length);
        if (found != expected)
            throw new InvalidDataException($"'{name}' has {found} parameters, where its network needs {expected}.");

        var network = Network<T>.Create(definition, new T[expected]);
        foreach (var parameter in network.Parameters)
        {
            if (!tensors.TryGetValue(parameter.Name, out var tensor) || !tensor.Shape.SequenceEqual(parameter.Shape.Dimensions.ToArray()))
                throw new InvalidDataException(
                    $"'{name}' has {(tensor is null ? "no" : $"a [{string.Join(", ", tensor.Shape)}] of the")} parameter '{parameter.Name}', where {parameter.Shape} was expected.");
            tensor.CopyTo(network.GetParameter(parameter.Name));
        }

        return network;
    }

    /// <summary>Numbers that a network of the definition holds, found without making room for them.</summary>
    private static int CountParameters<T>(NetworkDefinition definition, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            var layout = new ParameterLayout();
            LayerBuilder.Build<T>(definition, layout);
            return layout.Length;
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"'{name}' holds the definition of a network that is too large: {exception.Message}", exception);
        }
    }

    private static NetworkDefinition ReadDefinition(string text, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return NetworkDefinitionJson.Read(json.RootElement, name);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{name}' does not hold a network's definition as expected: {exception.Message}", exception);
        }
    }
}
