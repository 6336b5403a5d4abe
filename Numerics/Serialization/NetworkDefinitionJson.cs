using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
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
    private const string Kind = "kind";
    private static volatile Settings? _settings;

    private static JsonSerializerOptions Options
    {
        get
        {
            var kinds = LayerDefinitions.Kinds;
            if (_settings is { } settings && ReferenceEquals(settings.Kinds, kinds))
                return settings.Json;
            var json = CreateOptions(kinds);
            _settings = new Settings(kinds, json);
            return json;
        }
    }

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
            var input = json.Required("input").Deserialize<Shape>(Options)!;
            var layers = json.Required("layers").Deserialize<LayerDefinition[]>(Options)!;
            return new NetworkDefinition(input, layers);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException
            or NotSupportedException or OverflowException)
        {
            throw new InvalidDataException($"'{name}' does not hold a network's definition as expected: {exception.Message}", exception);
        }
    }

    private static JsonSerializerOptions CreateOptions(IReadOnlyDictionary<string, Type> kinds) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(), new ShapeConverter(), new SequenceConverters() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { type => NameLayers(type, kinds) } },
    };

    private static void NameLayers(JsonTypeInfo type, IReadOnlyDictionary<string, Type> kinds)
    {
        if (type.Type != typeof(LayerDefinition))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = Kind };
        foreach (var (name, kind) in kinds)
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, name));
    }

    /// <summary>Settings for the kinds of layers that there were when they were made.</summary>
    private sealed record Settings(IReadOnlyDictionary<string, Type> Kinds, JsonSerializerOptions Json);

    /// <summary>Makes the converter of a sequence of any items.</summary>
    private sealed class SequenceConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ValueSequence<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(SequenceConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    /// <summary>A sequence as the list of its items.</summary>
    private sealed class SequenceConverter<TItem> : JsonConverter<ValueSequence<TItem>>
    {
        public override ValueSequence<TItem> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            [.. JsonSerializer.Deserialize<TItem[]>(ref reader, options) ?? []];

        public override void Write(Utf8JsonWriter writer, ValueSequence<TItem> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<IReadOnlyCollection<TItem>>(writer, value, options);
    }

    /// <summary>A shape as the list of its dimensions.</summary>
    private sealed class ShapeConverter : JsonConverter<Shape>
    {
        public override Shape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<int[]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, Shape value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Dimensions.ToArray(), options);
    }
}
