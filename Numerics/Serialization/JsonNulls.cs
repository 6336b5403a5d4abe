using System.Text.Json;

namespace MlPipelines.Numerics.Serialization;

/// <summary>Finds null in lists of JSON, where the types of C# that are read expect an item but do not refuse null.</summary>
public static class JsonNulls
{
    /// <summary>
    /// Where a list in the value, at any depth, has null for an item, such as <c>[0].monitors[2]</c>: the first such place; null for none.
    /// </summary>
    /// <exception cref="InvalidOperationException">A name in the value is not sound UTF-8.</exception>
    public static string? PlaceIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select((item, i) => InList(item, $"[{i}]"))
            .FirstOrDefault(place => place is not null),
        JsonValueKind.Object => value.EnumerateObject()
            .Select(property => PlaceIn(property.Value) is { } place ? $".{property.Name}{place}" : null)
            .FirstOrDefault(place => place is not null),
        _ => null,
    };

    private static string? InList(JsonElement item, string place) =>
        item.ValueKind == JsonValueKind.Null ? place : PlaceIn(item) is { } within ? place + within : null;
}
