using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>Takes a component's state: named values, and files beside them for what is large.</summary>
public sealed class ComponentWriter
{
    private readonly List<(string Name, byte[] Content)> _files = [];

    /// <summary>The values, which <see cref="ComponentReader.Get"/> reads back.</summary>
    public JsonObject Values { get; } = [];

    /// <summary>The values that tell how a component was trained.</summary>
    internal JsonObject History { get; } = [];

    /// <summary>The files in their order.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Files => _files;

    /// <summary>Sets a value: a number (NaN and infinities too), text, a Boolean, a record or a list of such.</summary>
    public void Set<T>(string name, T value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Values[name] = JsonSerializer.SerializeToNode(value, SavedJson.Options);
    }

    /// <summary>
    /// Sets a value that tells how a component was trained and that predictions do not need: a model's size does not count it.
    /// </summary>
    public void SetHistory<T>(string name, T value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        History[name] = JsonSerializer.SerializeToNode(value, SavedJson.Options);
    }

    /// <summary>Adds a file.</summary>
    /// <param name="name">Lower-case letters, digits, hyphens and dots: <c>network.safetensors</c>.</param>
    /// <param name="write">Writes the content.</param>
    public void AddFile(string name, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        CheckName(name, "file");
        if (name == ModelFile.HistoryFile || _files.Any(file => file.Name == name))
            throw new ArgumentException($"The file name '{name}' is taken.", nameof(name));
        using var stream = new MemoryStream();
        write(stream);
        _files.Add((name, stream.ToArray()));
    }

    /// <summary>Refuses names that could be paths.</summary>
    internal static string CheckName(string name, string what) =>
        !string.IsNullOrEmpty(name)
            && name[0] != '.'
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
            ? name
            : throw new ArgumentException(
                $"'{name}' cannot be the name of a {what}: lower-case letters, digits, hyphens and dots are expected.", nameof(name));
}

/// <summary>How values are written as JSON and read back strictly.</summary>
internal static class SavedJson
{
    /// <summary>
    /// Numbers with the digits that read back to their bits, NaN and infinities by name; unknown and missing members are refused.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };
}
