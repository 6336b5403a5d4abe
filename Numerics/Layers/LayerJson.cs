using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// How definitions of layers are JSON: an object with the layer's <c>kind</c> and its public properties. The code for the layers of this
/// library is generated when the library is built, so that programs compiled ahead of time have it too.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true,
    AllowOutOfOrderMetadataProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LayerDefinition[]))]
[JsonSerializable(typeof(Branch))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(int))]
internal sealed partial class LayerJson : JsonSerializerContext
{
    private static volatile Settings? _settings;

    /// <summary>How a layer of any kind that there is now is written and read.</summary>
    public static JsonTypeInfo<LayerDefinition[]> Layers
    {
        get
        {
            var kinds = LayerDefinitions.Kinds;
            if (_settings is not { } settings || !ReferenceEquals(settings.Kinds, kinds))
                _settings = settings = new Settings(kinds, CreateOptions(kinds));
            return (JsonTypeInfo<LayerDefinition[]>)settings.Json.GetTypeInfo(typeof(LayerDefinition[]));
        }
    }

    private static JsonSerializerOptions CreateOptions(IReadOnlyDictionary<string, Type> kinds)
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            Converters =
            {
                new SequenceConverter<LayerDefinition>(), new SequenceConverter<Branch>(), new SequenceConverter<double>(),
                new SequenceConverter<int>(),
            },
        };
        var own = Default.WithAddedModifier(type => AddKinds(type, kinds));
        if (LayerDefinitions.AddedSettings is { } added)
        {
            foreach (var converter in added.Converters)
                options.Converters.Add(converter);
            options.TypeInfoResolver = JsonTypeInfoResolver.Combine(own, added.Types);
        }
        else
        {
            options.TypeInfoResolver = own;
        }

        return options;
    }

    /// <summary>The kinds that other libraries added stand beside those that the attributes of the base type name.</summary>
    private static void AddKinds(JsonTypeInfo type, IReadOnlyDictionary<string, Type> kinds)
    {
        if (type.Type != typeof(LayerDefinition) || type.PolymorphismOptions is not { } polymorphism)
            return;
        var known = polymorphism.DerivedTypes.Select(derived => derived.DerivedType).ToHashSet();
        foreach (var (name, kind) in kinds.Where(kind => !known.Contains(kind.Value)))
            polymorphism.DerivedTypes.Add(new JsonDerivedType(kind, name));
    }

    /// <summary>Settings for the kinds of layers that there were when they were made.</summary>
    private sealed record Settings(IReadOnlyDictionary<string, Type> Kinds, JsonSerializerOptions Json);
}

/// <summary>How the settings of layers of other libraries are read and written: by what their types say at run time.</summary>
[RequiresUnreferencedCode("The properties of a layer of another library are found at run time.")]
[RequiresDynamicCode("The properties of a layer of another library are found at run time.")]
internal sealed class AddedLayerSettings
{
    private readonly HashSet<Type> _seen = [];
    private readonly List<JsonConverter> _converters = [new JsonStringEnumConverter()];

    /// <summary>The settings of some kinds.</summary>
    public AddedLayerSettings(IEnumerable<Type> kinds)
    {
        foreach (var kind in kinds)
            AddSequences(kind);
    }

    /// <summary>What knows the properties of any type.</summary>
    public IJsonTypeInfoResolver Types { get; } = new DefaultJsonTypeInfoResolver();

    /// <summary>Enumerations by their names, and the sequences of items that the kinds have.</summary>
    public IReadOnlyList<JsonConverter> Converters => _converters;

    /// <summary>Converters for the sequences among a type's properties, and among those of their types.</summary>
    private void AddSequences(Type type)
    {
        if (type.IsPrimitive || type == typeof(string) || !_seen.Add(type))
            return;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueSequence<>))
        {
            var item = type.GetGenericArguments()[0];
            _converters.Add((JsonConverter)Activator.CreateInstance(typeof(SequenceConverter<>).MakeGenericType(item))!);
            AddSequences(item);
            return;
        }

        foreach (var property in type.GetProperties().Where(property => property.GetIndexParameters().Length == 0))
            AddSequences(property.PropertyType);
    }
}

/// <summary>A sequence as the list of its items.</summary>
internal sealed class SequenceConverter<TItem> : JsonConverter<ValueSequence<TItem>>
{
    /// <inheritdoc/>
    public override ValueSequence<TItem> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"A list was expected; found {reader.TokenType}.");
        var type = ItemType(options);
        var items = new List<TItem>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(JsonSerializer.Deserialize(ref reader, type)!);
        return [.. items];
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ValueSequence<TItem> value, JsonSerializerOptions options)
    {
        var type = ItemType(options);
        writer.WriteStartArray();
        foreach (var item in value)
            JsonSerializer.Serialize(writer, item, type);
        writer.WriteEndArray();
    }

    private static JsonTypeInfo<TItem> ItemType(JsonSerializerOptions options) => (JsonTypeInfo<TItem>)options.GetTypeInfo(typeof(TItem));
}
