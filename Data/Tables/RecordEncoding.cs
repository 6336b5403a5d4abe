using System.Text;
using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Tables;

/// <summary>How the rows of a file become <c>Features</c>: what a program needs to predict for further rows of the same columns.</summary>
/// <param name="Columns">The columns of features, in the order of their features.</param>
/// <param name="MissingMarkers">Texts that stand for a missing value, compared without case.</param>
/// <param name="AllowsMissing">Whether a value may be missing; else that is an error.</param>
public sealed record RecordEncoding(IReadOnlyList<FeatureEncoding> Columns, IReadOnlyList<string> MissingMarkers, bool AllowsMissing)
{
    /// <summary>Number of features.</summary>
    public int FeatureCount => Columns.Sum(column => column.FeatureCount);

    /// <summary>The features of a row.</summary>
    /// <param name="field">Gives the text of a column, null for a missing value.</param>
    /// <exception cref="FormatException">A text is not of its column's type, or a value is missing that must not be.</exception>
    public float[] Encode(Func<string, string?> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var features = new float[FeatureCount];
        var rest = features.AsSpan();
        foreach (var column in Columns)
        {
            var text = TextOf(column, field);
            if (text is null && !AllowsMissing)
                throw new FormatException($"'{column.Column}' is missing; the training rows had no missing values");
            column.Encode(text, rest[..column.FeatureCount]);
            rest = rest[column.FeatureCount..];
        }

        return features;
    }

    /// <summary>
    /// The columns of categories where a row has a text that the training rows did not have: it counts as none of the categories.
    /// </summary>
    /// <param name="field">Gives the text of a column, null for a missing value.</param>
    public IReadOnlyList<string> UnknownCategories(Func<string, string?> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return [
            .. Columns.Where(
                column => column.Type == CsvColumnType.Category && TextOf(column, field) is { } text
                    && !column.Categories.Contains(text)).Select(column => column.Column)];
    }

    /// <summary>A field's text, null where it stands for a missing value.</summary>
    private string? TextOf(FeatureEncoding column, Func<string, string?> field) => field(column.Column) is { } text
        && !(MissingMarkers.Contains(text, StringComparer.OrdinalIgnoreCase) && !column.Categories.Contains(text)) ? text : null;
}

/// <summary>How one column of a file becomes features, with what the training rows taught.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Type">What its fields are.</param>
/// <param name="Categories">The texts that have a feature each, in order; empty for a number.</param>
/// <param name="Replacement">What stands for a missing number; NaN to keep it missing.</param>
/// <param name="HasIndicator">Whether a last feature is 1 for a missing value and 0 else.</param>
public sealed record FeatureEncoding(
    string Column, CsvColumnType Type, IReadOnlyList<string> Categories, float Replacement, bool HasIndicator)
{
    /// <summary>Number of features.</summary>
    public int FeatureCount => (Type == CsvColumnType.Category ? Categories.Count : 1) + (HasIndicator ? 1 : 0);

    /// <summary>Writes the features of a field. A text that is no known category has none of their features.</summary>
    /// <param name="text">The field; null for a missing value.</param>
    /// <param name="features">[<see cref="FeatureCount"/>], overwritten.</param>
    /// <exception cref="FormatException">The text is not of the column's type.</exception>
    public void Encode(string? text, Span<float> features)
    {
        features.Clear();
        if (HasIndicator && text is null)
            features[^1] = 1;
        if (Type != CsvColumnType.Category)
            features[0] = text is null ? Replacement : Number(text);
        else if (text is not null && SlotOf(text) is >= 0 and var slot)
            features[slot] = 1;
    }

    private int SlotOf(string text)
    {
        var slot = Categories.Count - 1;
        while (slot >= 0 && Categories[slot] != text)
            slot--;
        return slot;
    }

    private float Number(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (Type == CsvColumnType.Number)
            return FieldParser.TryNumber(bytes, out var number) ? number : throw Wrong(text, "a number");
        return FieldParser.TryBoolean(bytes, out var value) ? (value ? 1 : 0) : throw Wrong(text, "true or false");
    }

    private FormatException Wrong(string text, string expected) => new($"'{Column}' is '{text}', where {expected} was expected");
}
