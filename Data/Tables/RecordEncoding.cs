using System.Text;
using MlPipelines.Data.Csv;
using MlPipelines.Data.Fields;

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
    /// <param name="field">Gives the field of a column.</param>
    /// <exception cref="FormatException">A text is not of its column's type, or a value is missing that must not be.</exception>
    public float[] Encode(Func<string, RecordField> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var features = new float[FeatureCount];
        var rest = features.AsSpan();
        foreach (var column in Columns)
        {
            var value = ValueOf(column, field);
            if (value.Text is null && !AllowsMissing)
                throw new FormatException($"'{column.Column}' is missing; the training rows had no missing values");
            column.Encode(value, rest[..column.FeatureCount]);
            rest = rest[column.FeatureCount..];
        }

        return features;
    }

    /// <summary>
    /// The columns of categories where a row has a text that the training rows did not have: it counts as none of the categories.
    /// </summary>
    /// <param name="field">Gives the field of a column.</param>
    public IReadOnlyList<string> UnknownCategories(Func<string, RecordField> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return [
            .. Columns.Where(
                column => column.Type == CsvColumnType.Category && ValueOf(column, field).Text is { } text
                    && !column.Categories.Contains(text)).Select(column => column.Column)];
    }

    /// <summary>A field without the blanks around it, without a text where it stands for a missing value.</summary>
    private RecordField ValueOf(FeatureEncoding column, Func<string, RecordField> field)
    {
        var value = field(column.Column);
        if (value.Text is not { } text || column.Categories.Contains(text))
            return value;
        text = FieldParser.Trimmed(text);
        return MissingMarkers.Contains(text, StringComparer.OrdinalIgnoreCase) && !column.Categories.Contains(text) ? default
            : value with { Text = text };
    }
}

/// <summary>A field of a row: a text as it stands in a file, or a number.</summary>
/// <param name="Text">The text; null for a missing value.</param>
/// <param name="IsPlain">
/// Whether it is a number with a decimal point or a date as 2024-01-31, however the file writes numbers and dates.
/// </param>
public readonly record struct RecordField(string? Text, bool IsPlain = false);

/// <summary>How one column of a file becomes features, with what the training rows taught.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Type">What its fields are.</param>
/// <param name="Categories">The texts that have a feature each, in order; empty for other types.</param>
/// <param name="Replacement">What stands for a missing number; NaN to keep it missing.</param>
/// <param name="HasIndicator">Whether a last feature is 1 for a missing value and 0 else.</param>
public sealed record FeatureEncoding(
    string Column, CsvColumnType Type, IReadOnlyList<string> Categories, float Replacement, bool HasIndicator)
{
    /// <summary>How numbers are written; null for other types, and for plain numbers.</summary>
    public NumberFormat? Numbers { get; init; }

    /// <summary>What is subtracted from a number, so that a Single holds the rest.</summary>
    public double Offset { get; init; }

    /// <summary>A number less the offset is multiplied by 1 and this.</summary>
    public double Scaling { get; init; }

    /// <summary>How dates become features; null for other types.</summary>
    public DateEncoding? Dates { get; init; }

    /// <summary>Number of features.</summary>
    public int FeatureCount => Type switch
    {
        CsvColumnType.Category => Categories.Count,
        CsvColumnType.Date => Dates!.Count,
        _ => 1,
    } + (HasIndicator ? 1 : 0);

    /// <summary>Writes the features of a field. A text that is no known category has none of their features.</summary>
    /// <param name="field">The field.</param>
    /// <param name="features">[<see cref="FeatureCount"/>], overwritten.</param>
    /// <exception cref="FormatException">The text is not of the column's type.</exception>
    public void Encode(RecordField field, Span<float> features)
    {
        features.Clear();
        if (HasIndicator && field.Text is null)
            features[^1] = 1;
        if (Type == CsvColumnType.Date)
            Dates!.Encode(field.Text is null ? null : Date(field), features);
        else if (Type != CsvColumnType.Category)
            features[0] = field.Text is null ? Replacement : Number(field);
        else if (field.Text is { } text && SlotOf(text) is >= 0 and var slot)
            features[slot] = 1;
    }

    private int SlotOf(string text)
    {
        var slot = Categories.Count - 1;
        while (slot >= 0 && Categories[slot] != text)
            slot--;
        return slot;
    }

    private float Number(RecordField field)
    {
        var text = field.Text!;
        if (Type == CsvColumnType.Boolean)
            return FieldKinds.TryBoolean(Encoding.UTF8.GetBytes(text), out var value) ? value ? 1 : 0 : throw Wrong(text, "true or false");
        var format = field.IsPlain ? NumberFormat.Plain : Numbers ?? NumberFormat.Plain;
        return NumberReader.TryRead(text, format, new NumberScale(Offset, Scaling), out var number) ? number
            : throw Wrong(text, "a number");
    }

    private DateTime Date(RecordField field) =>
        Fields.Dates.TryRead(field.Text!, field.IsPlain ? DateFormat.YearFirst : Dates!.Format, out var date) ? date
            : throw Wrong(field.Text!, "a date");

    private FormatException Wrong(string text, string expected) => new($"'{Column}' is '{text}', where {expected} was expected");
}
