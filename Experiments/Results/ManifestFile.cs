using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlPipelines.Experiments.Results;

/// <summary>Reads <c>run.json</c>, which may be damaged: what its parts must be is found out before anything is taken from them.</summary>
public static class ManifestFile
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>The text of a manifest as JSON: an object whose names and texts are all sound.</summary>
    /// <exception cref="JsonException">It is none; the message says where.</exception>
    public static JsonObject Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var json = JsonNode.Parse(text, documentOptions: Options) as JsonObject ?? throw new JsonException("An object was expected.");
            RequireTexts(json);
            return json;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException($"A name or a text in it is not sound Unicode: {exception.Message}", exception);
        }
    }

    /// <summary>A property of a part; null where the part or the property is not there.</summary>
    /// <exception cref="JsonException">The part is there and no object.</exception>
    public static JsonNode? Part(this JsonNode? json, string name) => json switch
    {
        null => null,
        JsonObject found => found[name],
        _ => throw Wrong(json, $"an object with the property '{name}'"),
    };

    /// <summary>The items of a list that are not null; none where the list is not there.</summary>
    /// <exception cref="JsonException">It is there and no list.</exception>
    public static IEnumerable<JsonNode> Items(this JsonNode? json) => json switch
    {
        null => [],
        JsonArray found => found.OfType<JsonNode>(),
        _ => throw Wrong(json, "a list"),
    };

    /// <summary>A value as text; null where it is not there.</summary>
    /// <exception cref="JsonException">It is there and no text.</exception>
    public static string? Text(this JsonNode? json) => json is null ? null
        : json.GetValueKind() == JsonValueKind.String ? json.GetValue<string>() : throw Wrong(json, "a text");

    /// <summary>A value as a whole number; null where it is not there.</summary>
    /// <exception cref="JsonException">It is there and no whole number of 64 bits.</exception>
    public static long? Whole(this JsonNode? json) => json is null ? null
        : json is JsonValue value && json.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) ? number
        : throw Wrong(json, "a whole number");

    /// <summary>A value as true or false; false where it is not there.</summary>
    /// <exception cref="JsonException">It is there and neither.</exception>
    public static bool Truth(this JsonNode? json) => json is not null && (json.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(json, "true or false"),
    });

    private static JsonException Wrong(JsonNode json, string expected) =>
        new($"At {json.GetPath()} {expected} was expected, found {Short(json.ToJsonString())}.");

    private static string Short(string text) => text.Length > 60 ? text[..60] + "..." : text;

    private static void RequireTexts(JsonNode? json)
    {
        if (json is JsonObject found)
        {
            foreach (var (_, value) in found)
                RequireTexts(value);
        }
        else if (json is JsonArray list)
        {
            foreach (var item in list)
                RequireTexts(item);
        }
        else if (json?.GetValueKind() == JsonValueKind.String)
        {
            json.GetValue<string>();
        }
    }
}
