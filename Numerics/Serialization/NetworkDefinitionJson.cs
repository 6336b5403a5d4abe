using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// A network's definition as JSON: <c>{"input":[784],"layers":[{"kind":"Dense","outputs":10,"initialization":"PyTorch"}]}</c>.
/// A layer's <c>kind</c> is the name of its <see cref="LayerDefinition"/> record and its other properties are the record's, so that
/// every layer of this assembly is written and read without a list to keep. Other types are never made.
/// </summary>
public static class NetworkDefinitionJson
{
    private const string Kind = "kind";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(), new ShapeConverter(), new SequenceConverter<LayerDefinition>(), new SequenceConverter<double>() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameLayers } },
    };

    /// <summary>The kinds of layers, by name.</summary>
    internal static IReadOnlyDictionary<string, Type> Kinds { get; } = typeof(LayerDefinition).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(LayerDefinition)) && !type.IsAbstract)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The definition as a JSON object.</summary>
    public static JsonObject Write(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new JsonObject
        {
            ["input"] = JsonSerializer.SerializeToNode(definition.Input, Options),
            ["layers"] = JsonSerializer.SerializeToNode<IEnumerable<LayerDefinition>>(definition.Layers, Options),
        };
    }

    /// <summary>Reads a definition that may be hostile: unknown layers, settings out of their range and shapes that do not fit are refused.</summary>
    /// <param name="json">What <see cref="Write"/> gave.</param>
    /// <param name="name">What errors call the source: a file's path.</param>
    /// <exception cref="InvalidDataException">It is not a sound definition.</exception>
    public static NetworkDefinition Read(JsonElement json, string name)
    {
        try
        {
            var input = json.GetProperty("input").Deserialize<Shape>(Options)!;
            var layers = json.GetProperty("layers").Deserialize<LayerDefinition[]>(Options)!;
            return new NetworkDefinition(input, layers);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException or NotSupportedException or OverflowException)
        {
            throw new InvalidDataException($"'{name}' does not hold a network's definition as expected: {exception.Message}", exception);
        }
    }

    private static void NameLayers(JsonTypeInfo type)
    {
        if (type.Type != typeof(LayerDefinition))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = Kind };
        foreach (var (name, kind) in Kinds)
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, name));
    }

    /// <summary>A sequence as the list of its items.</summary>
    private sealed class SequenceConverter<TItem> : JsonConverter<ValueSequence<TItem>>
    {
        public override ValueSequence<TItem> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => [.. JsonSerializer.Deserialize<TItem[]>(ref reader, options) ?? []];

        public override void Write(Utf8JsonWriter writer, ValueSequence<TItem> value, JsonSerializerOptions options)
            => JsonSerializer.Serialize<IReadOnlyCollection<TItem>>(writer, value, options);
    }

    /// <summary>A shape as the list of its dimensions.</summary>
    private sealed class ShapeConverter : JsonConverter<Shape>
    {
        public override Shape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => new(JsonSerializer.Deserialize<int[]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, Shape value, JsonSerializerOptions options)
            => JsonSerializer.Serialize(writer, value.Dimensions.ToArray(), options);
    }
}
