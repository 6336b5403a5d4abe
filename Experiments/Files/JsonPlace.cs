using System.Text.Json;
using MlPipelines.Experiments.Model;

namespace MlPipelines.Experiments.Files;

/// <summary>A value in a JSON file and where it is, so that a wrong one is named by its place.</summary>
internal sealed record JsonPlace(string File, string Path, JsonElement Element)
{
    /// <summary>The value of a property that must be there.</summary>
    public JsonPlace this[string name] => Find(name)
        ?? throw new SuiteException($"The suite file {File}: {Here} has no '{name}'.");

    private string Here => Path.Length == 0 ? "the file" : Path;

    /// <summary>The value of a property, null when it is not there or is null.</summary>
    public JsonPlace? Find(string name) => Object().TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? new JsonPlace(File, Path.Length == 0 ? name : $"{Path}.{name}", value)
        : null;

    /// <summary>Whether there is a property of the name, be it null.</summary>
    public bool Has(string name) => Object().TryGetProperty(name, out _);

    /// <summary>Refuses other properties than these.</summary>
    public void AllowOnly(params string[] names)
    {
        foreach (var (name, _) in Properties())
        {
            if (!names.Contains(name))
            {
                throw new SuiteException(
                    $"The suite file {File}: {Here} has an unknown property '{name}'; it may have {string.Join(", ", names)}.");
            }
        }
    }

    /// <summary>The properties in their order.</summary>
    public IEnumerable<(string Name, JsonPlace Place)> Properties()
    {
        foreach (var property in Object().EnumerateObject())
        {
            var name = Unicode(() => property.Name);
            yield return (name, new JsonPlace(File, $"{Path}.{name}", property.Value));
        }
    }

    /// <summary>The items of a list.</summary>
    public IEnumerable<JsonPlace> Items() => Element.ValueKind == JsonValueKind.Array
        ? Element.EnumerateArray().Select((item, index) => new JsonPlace(File, $"{Path}[{index}]", item))
        : throw Wrong("a list");

    /// <summary>The value as text.</summary>
    public string Text() => Element.ValueKind == JsonValueKind.String ? Unicode(() => Element.GetString()!) : throw Wrong("text");

    /// <summary>The value as text without white space.</summary>
    public string Word() =>
        Text() is var text && text.Length > 0 && !text.Any(char.IsWhiteSpace) ? text : throw Wrong("text without spaces");

    /// <summary>The value as a name: lower-case letters, digits and hyphens.</summary>
    public string Name() => Text() is var text && text.Length is > 0 and <= SuiteBounds.NameLength
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        ? text
        : throw Wrong($"a name of lower-case letters, digits and hyphens{LengthOf(text)}");

    /// <summary>The value as a part of a file's name: lower-case letters, digits, hyphens and dots.</summary>
    public string FileName() =>
        Text() is var text && text.Length is > 0 and <= SuiteBounds.NameLength
            && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.')
            ? text
            : throw Wrong($"a name of lower-case letters, digits, hyphens and dots{LengthOf(text)}");

    /// <summary>The value as a list of texts.</summary>
    public IReadOnlyList<string> Texts() => [.. Items().Select(item => item.Text())];

    /// <summary>The value as one character.</summary>
    public char Letter() => Text() is [var letter] ? letter : throw Wrong("one character");

    /// <summary>The value as a share, from 0 to below 1.</summary>
    public double Share() => Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var value) && value is >= 0 and < 1
        ? value
        : throw Wrong("a number from 0 to below 1");

    /// <summary>The value as a number.</summary>
    public double Number() => Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var value) && double.IsFinite(value)
        ? value : throw Wrong("a number");

    /// <summary>The value as true or false.</summary>
    public bool Truth() =>
        Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw Wrong("true or false");

    /// <summary>
    /// The value as the name of a learner in results; whether there is such a learner is found out when the run is planned.
    /// </summary>
    public LearnerName Learner() => Text() is { Length: > 0 } text ? new(text) : throw Wrong("the name of a learner");

    /// <summary>The value as a list of learners.</summary>
    public IReadOnlyList<LearnerName> Learners() => [.. Items().Select(item => item.Learner())];

    /// <summary>The value as the name of a split.</summary>
    public string Split() => OneOf(Pipelines.Metrics.Split.Reported);

    /// <summary>The value as one of some words.</summary>
    public string OneOf(IReadOnlyList<string> words) => Element.ValueKind == JsonValueKind.String && words.Contains(Text())
        ? Text()
        : throw Wrong($"one of {string.Join(", ", words)}");

    /// <summary>The value as one of the words of an enumeration, in lower case.</summary>
    public T OneOf<T>()
        where T : struct, Enum
    {
        var text = Element.ValueKind == JsonValueKind.String ? Text() : "";
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        throw Wrong($"one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
    }

    /// <summary>The value as a whole number from 1 to a bound.</summary>
    public int UpTo(int most) => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= 1
        && value <= most ? value : throw Wrong($"a whole number from 1 to {most}");

    /// <summary>The value as a whole number of at least 1.</summary>
    public int Positive() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= 1
        ? value
        : throw Wrong("a whole number of at least 1");

    private static string LengthOf(string text) =>
        text.Length > SuiteBounds.NameLength ? $", at most {SuiteBounds.NameLength} of them" : "";

    /// <summary>A text of the file; half of a letter, such as <c>\ud800</c> alone, is none.</summary>
    private string Unicode(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException exception)
        {
            throw new SuiteException(
                $"The suite file {File}: {Here} has a text with half of a letter, a \\u escape whose second half is missing. Write the "
                    + "letter itself, or both halves.", exception);
        }
    }

    /// <summary>An error that says what was expected here and what is.</summary>
    public SuiteException Wrong(string expected)
    {
        var found = Element.GetRawText();
        return new SuiteException(
            $"The suite file {File}: {Here} must be {expected}; found {(found.Length > 60 ? found[..60] + "..." : found)}.");
    }

    private JsonElement Object() => Element.ValueKind == JsonValueKind.Object ? Element : throw Wrong("an object");
}
