using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace MlPipelines.Pipelines.Configuration;

/// <summary>
/// Names and values that describe a learner, in a fixed order: what the command line, suite files and <c>trials.csv</c> hold. Immutable;
/// equal when names, values and their order are equal.
/// </summary>
/// <remarks>
/// Values are text in the notation of the command line (<c>0.01</c>, <c>128-64</c>, <c>relu</c>), without spaces, so that
/// <see cref="ToString"/> (<c>rate=0.01 hidden=128-64</c>) can be read back by <see cref="Parse"/>.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "The word of the command line, of suite files and of results.")]
public sealed class Settings : IReadOnlyDictionary<string, string>, IEquatable<Settings>
{
    /// <summary>No settings.</summary>
    public static Settings Empty { get; } = new();

    private readonly KeyValuePair<string, string>[] _pairs;

    /// <summary>Settings of names and values, in this order.</summary>
    /// <exception cref="ArgumentException">A name comes twice, is empty, or a name or value holds white space.</exception>
    public Settings(params IEnumerable<(string Name, string Value)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        _pairs = [.. pairs.Select(pair => KeyValuePair.Create(CheckName(pair.Name), CheckValue(pair.Name, pair.Value)))];
        if (_pairs.GroupBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The setting '{twice.Key}' is given twice.", nameof(pairs));
    }

    /// <inheritdoc/>
    public int Count => _pairs.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _pairs.Select(pair => pair.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => _pairs.Select(pair => pair.Value);

    /// <summary>The value of the setting <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such setting.</exception>
    public string this[string key] => TryGetValue(key, out var value)
        ? value
        : throw new KeyNotFoundException($"There is no setting '{key}'; there are: {string.Join(", ", Keys)}.");

    /// <summary>The value of <paramref name="setting"/>: the one that is given here, else its default.</summary>
    /// <exception cref="FormatException">The setting does not take the value that is given.</exception>
    public T Get<T>(Setting<T> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return TryGetValue(setting.Name, out var text) ? setting.Parse(text) : setting.Default;
    }

    /// <summary>Settings from text such as <c>rate=0.01 hidden=128-64</c>.</summary>
    /// <exception cref="FormatException">A part is not of the form name=value.</exception>
    public static Settings Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Settings(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part =>
            part.IndexOf('=') is > 0 and var at
                ? (part[..at], part[(at + 1)..])
                : throw new FormatException($"'{part}' is not a setting; expected name=value, such as rate=0.01.")));
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var pair in _pairs)
        {
            if (pair.Key == key)
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>
    /// These settings with those of <paramref name="others"/>: a value of the same name is replaced in its place, a new one comes last.
    /// </summary>
    public Settings With(IEnumerable<KeyValuePair<string, string>> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        var pairs = _pairs.Select(pair => (pair.Key, pair.Value)).ToList();
        foreach (var (name, value) in others)
        {
            var at = pairs.FindIndex(pair => pair.Key == name);
            if (at >= 0)
                pairs[at] = (name, value);
            else
                pairs.Add((name, value));
        }

        return new Settings(pairs);
    }

    /// <summary>These settings with <paramref name="name"/> set to <paramref name="value"/>.</summary>
    public Settings With(string name, string value) => With([KeyValuePair.Create(name, value)]);

    /// <summary>These settings without <paramref name="name"/>.</summary>
    public Settings Without(string name) => new(_pairs.Where(pair => pair.Key != name).Select(pair => (pair.Key, pair.Value)));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Settings? other) => other is not null && _pairs.SequenceEqual(other._pairs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Settings);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The settings as <c>name=value</c>, separated by one space.</summary>
    public override string ToString() => string.Join(' ', _pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string CheckName(string name) =>
        !string.IsNullOrEmpty(name) && !name.Contains('=') && !name.Any(char.IsWhiteSpace)
            ? name
            : throw new ArgumentException(
                $"'{name}' cannot be the name of a setting; it must not be empty and must hold neither spaces nor '='.", nameof(name));

    private static string CheckValue(string name, string value) =>
        value is not null && !value.Any(char.IsWhiteSpace)
            ? value
            : throw new ArgumentException($"The value '{value}' of the setting '{name}' must hold no spaces.", nameof(value));
}
