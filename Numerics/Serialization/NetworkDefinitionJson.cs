using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// A network's definition as JSON: <c>{"input":[784],"layers":[{"kind":"Dense","outputs":10,"initialization":"PyTorch"}]}</c>. A layer's
/// <c>kind</c> is the name of its <see cref="LayerDefinition"/> record, or the name that it was added with to
/// <see cref="LayerDefinitions"/>; its other properties are the record's. Types that are not among those are never made.
/// </summary>
public static class NetworkDefinitionJson
{
    /// <summary>The definition as a JSON object.</summary>
    public static JsonObject Write(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new JsonObject
        {
            ["input"] = new JsonArray([.. definition.Input.Dimensions.ToArray().Select(dimension => (JsonNode)dimension)]),
            ["layers"] = JsonSerializer.SerializeToNode([.. definition.Layers], LayerJson.Layers),
        };
    }

    /// <summary>
    /// Reads a definition that may be hostile: unknown layers, settings out of their range and shapes that do not fit are refused.
    /// </summary>
    /// <param name="json">What <see cref="Write"/> gave.</param>
    /// <param name="name">What errors call the source: a file's path.</param>
    /// <exception cref="InvalidDataException">It is not a sound definition.</exception>
    public static NetworkDefinition Read(JsonElement json, string name)
    {
        try
        {
            if (JsonNulls.PlaceIn(json) is { } place)
                throw new JsonException($"The value {place.TrimStart('.')} is missing.");
            var input = new Shape([.. json.Required("input").EnumerateArray().Select(dimension => dimension.GetInt32())]);
            return new NetworkDefinition(input, json.Required("layers").Deserialize(LayerJson.Layers)!);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException
            or NotSupportedException or OverflowException or FormatException)
        {
            throw new InvalidDataException($"'{name}' does not hold a network's definition as expected: {exception.Message}", exception);
        }
    }
}
