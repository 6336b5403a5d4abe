using System.Globalization;
using System.Text.Json;
using MlPipelines.Data;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>A row of a file's columns as the record that a pipeline reads.</summary>
internal static class EncodedRecord
{
    /// <summary>The row's features as the column <c>Features</c>, and the columns where it has a category that the training rows did not have.</summary>
    /// <exception cref="ArgumentException">A column is missing, or a value is not of its type.</exception>
    public static (Dictionary<string, object?> Record, IReadOnlyList<string> Unknown) Of(IReadOnlyDictionary<string, object?> row, RecordEncoding encoding)
    {
        try
        {
            return (new Dictionary<string, object?> { [Columns.Features] = encoding.Encode(Field) }, encoding.UnknownCategories(Field));
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"The record's {exception.Message}.", nameof(row), exception);
        }

        string? Field(string name) => row.TryGetValue(name, out var value)
            ? Text(value, name)
            : throw new ArgumentException($"The record has no '{name}'; it has {string.Join(", ", row.Keys.Select(key => $"'{key}'").DefaultIfEmpty("nothing"))}.", nameof(row));
    }

    private static string? Text(object? value, string name) => value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null } => null,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        JsonElement { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } json => json.GetRawText(),
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"The record's '{name}' is {RecordValue.Describe(value)}, where a number or text was expected.", nameof(value)),
    };
}
