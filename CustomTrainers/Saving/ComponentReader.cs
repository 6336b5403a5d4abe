using System.Text.Json;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>
/// Gives a component's state back. The file may be damaged or made to do harm: types are checked here, meanings by the component.
/// </summary>
public sealed class ComponentReader
{
    private const int MostShown = 60;

    private readonly JsonElement _values;
    private readonly JsonElement _history;
    private readonly IReadOnlyDictionary<string, byte[]> _files;

    /// <summary>The state of one component.</summary>
    /// <param name="place">What errors call it: the file and the component.</param>
    /// <param name="values">The values, an object.</param>
    /// <param name="history">The values that tell how it was trained, an object.</param>
    /// <param name="files">The files by name.</param>
    internal ComponentReader(string place, JsonElement values, JsonElement history, IReadOnlyDictionary<string, byte[]> files)
    {
        Place = place;
        _values = values;
        _history = history;
        _files = files;
        foreach (var given in new[] { values, history })
        {
            if (given.ValueKind != JsonValueKind.Object)
                throw Error($"its values are {given.ValueKind}, where an object was expected");
        }
    }

    /// <summary>What errors call the component.</summary>
    public string Place { get; }

    /// <summary>A value that must be there. Lists in it, at any depth, have no null for an item.</summary>
    /// <exception cref="InvalidDataException">It is missing, null, or of another type, or a list in it has null for an item.</exception>
    public T Get<T>(string name)
        where T : notnull =>
        Find<T>(name) ?? throw Error($"the value '{name}' is missing");

    /// <summary>A value that may be missing or null; then the default of the type.</summary>
    /// <exception cref="InvalidDataException">It is of another type, or a list in it has null for an item.</exception>
    public T? Find<T>(string name)
    {
        if (!TryFind(name, out var value))
            return default(T) is null ? default : throw Error($"the value '{name}' is missing");
        try
        {
            return JsonNulls.PlaceIn(value) is { } place ? throw Error($"the value '{name}{place}' is missing")
                : value.Deserialize<T>(SavedJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException
            or InvalidOperationException)
        {
            throw Error($"the value '{name}' is {Text(value)}, where {typeof(T).Name} was expected", exception);
        }
    }

    private static string Text(JsonElement value)
    {
        try
        {
            var text = value.GetRawText();
            return text.Length > MostShown ? text[..MostShown] + "..." : text;
        }
        catch (InvalidOperationException)
        {
            return "text that is not UTF-8";
        }
    }

    /// <summary>A file's content, whole and read-only.</summary>
    /// <exception cref="InvalidDataException">There is no such file.</exception>
    public Stream OpenFile(string name) =>
        _files.TryGetValue(name, out var content)
            ? new MemoryStream(content, writable: false)
            : throw Error($"the file '{name}' is missing");

    /// <summary>What errors call a file of the component.</summary>
    public string PlaceOf(string name) => $"{Place}, {name}";

    private bool TryFind(string name, out JsonElement value) =>
        (_values.TryGetProperty(name, out value) || _history.TryGetProperty(name, out value)) && value.ValueKind != JsonValueKind.Null;

    /// <summary>An error that says where.</summary>
    public InvalidDataException Error(string what, Exception? cause = null) => new($"'{Place}': {what}.", cause);
}
