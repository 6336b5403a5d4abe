using System.Text.Json;

namespace MlPipelines.Numerics.Serialization;

/// <summary>Properties and items that JSON of a file must have: an error says which one is not there.</summary>
public static class JsonProperties
{
    /// <summary>The value of a property.</summary>
    /// <param name="json">An object.</param>
    /// <param name="name">The property's name.</param>
    /// <exception cref="JsonException">It is no object, or has no such property.</exception>
    public static JsonElement Required(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException($"An object with the property '{name}' was expected, found {WordOf(json.ValueKind)}.");
        return json.TryGetProperty(name, out var value) ? value : throw new JsonException($"The property '{name}' is missing.");
    }

    /// <summary>The text of a property.</summary>
    /// <param name="json">An object.</param>
    /// <param name="name">The property's name.</param>
    /// <exception cref="JsonException">It is no object, has no such property, or the property is no sound text.</exception>
    public static string RequiredText(this JsonElement json, string name) => json.Required(name).TextOf($"the property '{name}'");

    /// <summary>The items of a list.</summary>
    /// <param name="json">A list.</param>
    /// <param name="count">How many there must be.</param>
    /// <exception cref="JsonException">It is no list of so many items.</exception>
    public static JsonElement[] RequiredItems(this JsonElement json, int count) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == count ? [.. json.EnumerateArray()] : throw new JsonException(
            $"A list of {count} items was expected, found "
                + $"{(json.ValueKind == JsonValueKind.Array ? $"one of {json.GetArrayLength()}" : WordOf(json.ValueKind))}.");

    /// <summary>A value as text.</summary>
    /// <param name="json">The value.</param>
    /// <param name="what">What an error calls it.</param>
    /// <exception cref="JsonException">It is no text, or one with half of a letter.</exception>
    public static string TextOf(this JsonElement json, string what)
    {
        if (json.ValueKind != JsonValueKind.String)
            throw new JsonException($"A text was expected for {what}, found {WordOf(json.ValueKind)}.");
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException($"A text was expected for {what}, found one that is not sound Unicode.", exception);
        }
    }

    private static string WordOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };
}
