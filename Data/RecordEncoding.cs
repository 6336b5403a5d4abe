namespace MlPipelines.Data;

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
            string? text = TextOf(column, field);
            if (text is null && !AllowsMissing)
                throw new FormatException($"'{column.Column}' is missing; the training rows had no missing values");
            column.Encode(text, rest[..column.FeatureCount]);
            rest = rest[column.FeatureCount..];
        }

        return features;
    }

    /// <summary>The columns of categories where a row has a text that the training rows did not have: it counts as none of the categories.</summary>
    /// <param name="field">Gives the text of a column, null for a missing value.</param>
    public IReadOnlyList<string> UnknownCategories(Func<string, string?> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return [.. Columns.Where(column => column.Type == CsvColumnType.Category && TextOf(column, field) is { } text && !column.Categories.Contains(text)).Select(column => column.Column)];
    }

    /// <summary>A field's text, null where it stands for a missing value.</summary>
    private string? TextOf(FeatureEncoding column, Func<string, string?> field) => field(column.Column) is { } text
        && !(MissingMarkers.Contains(text, StringComparer.OrdinalIgnoreCase) && !column.Categories.Contains(text)) ? text : null;
}
