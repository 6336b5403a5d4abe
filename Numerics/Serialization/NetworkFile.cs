using System.Numerics;
using System.Text.Json;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// A network as a safetensors file: its parameters and running statistics (<see cref="NetworkTensors"/>), its definition
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
        SafeTensorsWriter.Write(stream, NetworkTensors.Of(network), new Dictionary<string,
            string>
        { [DefinitionName] = NetworkDefinitionJson.Write(network.Definition).ToJsonString() });
    }

    /// <summary>
    /// Reads a network from a stream that may be hostile: memory for it is taken only once the file has all of its parameters.
    /// </summary>
    /// <param name="stream">A seekable stream that holds one file and nothing else.</param>
    /// <param name="name">What errors call the stream: a file's path.</param>
    /// <exception cref="InvalidDataException">The stream is not a sound network file, or of another element type; the message says
    /// where.</exception>
    public static Network<T> Read<T>(Stream stream, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!SafeTensorsReader.ReadMetadata(stream, name).TryGetValue(DefinitionName, out var text))
            throw new InvalidDataException($"'{name}' is a safetensors file but not a network: its metadata have no '{DefinitionName}'.");
        var definition = ReadDefinition(text, name);
        var tensors = SafeTensorsReader.Read(stream, name);
        var (parameters, state) = Count<T>(definition, name);
        var found = tensors.Sum(tensor => (long)tensor.Length);
        if (found != (long)parameters + state)
            throw new InvalidDataException($"'{name}' has {found} numbers, where its network needs {(long)parameters + state}.");

        var network = Network<T>.Create(definition, new T[parameters]);
        NetworkTensors.Load(network, tensors, name);
        return network;
    }

    /// <summary>Numbers that a network of the definition holds, parameters and state, found without making room for them.</summary>
    private static (int Parameters, int State) Count<T>(NetworkDefinition definition, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            var layout = new ParameterLayout();
            definition.Build<T>(layout);
            return (layout.Length, layout.StateLength);
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
