using System.Text;
using MlPipelines.Data.Tables;

namespace MlPipelines.Data;

/// <summary>How one column of a file becomes features, with what the training rows taught.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Type">What its fields are.</param>
/// <param name="Categories">The texts that have a feature each, in order; empty for a number.</param>
/// <param name="Replacement">What stands for a missing number; NaN to keep it missing.</param>
/// <param name="HasIndicator">Whether a last feature is 1 for a missing value and 0 else.</param>
public sealed record FeatureEncoding(string Column, CsvColumnType Type, IReadOnlyList<string> Categories, float Replacement, bool HasIndicator)
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
        int slot = Categories.Count - 1;
        while (slot >= 0 && Categories[slot] != text)
            slot--;
        return slot;
    }

    private float Number(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (Type == CsvColumnType.Number)
            return FieldParser.TryNumber(bytes, out float number) ? number : throw Wrong(text, "a number");
        return FieldParser.TryBoolean(bytes, out bool value) ? (value ? 1 : 0) : throw Wrong(text, "true or false");
    }

    private FormatException Wrong(string text, string expected) => new($"'{Column}' is '{text}', where {expected} was expected");
}
