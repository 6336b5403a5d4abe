using MlPipelines.Data.Rows;
using MlPipelines.Data.Splitting;

namespace MlPipelines.Data.Tables;

/// <summary>How a CSV file of the user's becomes a data set.</summary>
public sealed record CsvOptions
{
    /// <summary>The label's column; null for the last one.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// The task; null to infer it from the label: two values are binary, texts or up to 50 whole numbers from 0 are classes, other numbers
    /// a regression.
    /// </summary>
    public LearningTask? Task { get; init; }

    /// <summary>
    /// The label's value that is true in a binary task, as it stands in the file (true or false where these are the values, or yes and no);
    /// null for the second in order (true, the greater number, the later text).
    /// </summary>
    public string? Positive { get; init; }

    /// <summary>The features' columns; null for all that have no other role.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Columns that are not used.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The column whose equal values a split keeps together, or null. It makes the split grouped.</summary>
    public string? Group { get; init; }

    /// <summary>Types that are not to be inferred, by column.</summary>
    public IReadOnlyDictionary<string, CsvColumnType> Types { get; init; } = new Dictionary<string, CsvColumnType>();

    /// <summary>The delimiter; null for the one of comma, semicolon, tab and bar that the header has most of.</summary>
    public char? Delimiter { get; init; }

    /// <summary>What becomes of missing values. Default <see cref="MissingValues.Error"/>.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Error;

    /// <summary>
    /// Fields that stand for a missing value, compared without case and not in quotes. Default empty, ?, NA, N/A, NaN, null.
    /// </summary>
    public IReadOnlyList<string> MissingMarkers { get; init; } = ["", "?", "NA", "N/A", "NaN", "null"];

    /// <summary>The greatest number of categories of a feature. Default 100.</summary>
    public int MaxCategories { get; init; } = 100;

    /// <summary>Share of rows to validate on; 0 for none. Default 0.15.</summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Share of rows to test on; 0 for none. Default 0.15.</summary>
    public double TestShare { get; init; } = 0.15;

    /// <summary>
    /// The fold of a cross-validation whose rows are tested on, or null for a share of the rows. <see cref="TestShare"/> then says nothing,
    /// and <see cref="ValidationShare"/> is a share of the rows of the other folds. The folds of one <see cref="Seed"/> are disjoint.
    /// </summary>
    public CsvFold? Fold { get; init; }

    /// <summary>
    /// How rows are dealt to the splits, unless <see cref="Group"/> is set. Default <see cref="SplitStrategy.Stratified"/>.
    /// </summary>
    public SplitStrategy Strategy { get; init; } = SplitStrategy.Stratified;

    /// <summary>The seed of the split. Default 1.</summary>
    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCategories, 2);
        if (!(ValidationShare >= 0 && TestShare >= 0 && ValidationShare + TestShare < 1))
        {
            throw new ArgumentException(
                "The shares to validate and to test on must not be negative and leave rows to train on; "
                    + $"they are {ValidationShare} and {TestShare}.", nameof(ValidationShare));
        }

        if (Fold is { } fold && !(fold.Count >= 2 && fold.Index >= 0 && fold.Index < fold.Count))
        {
            throw new ArgumentException(
                $"A fold needs at least 2 of them and an index from 0 to below their number; found fold {fold.Index} of "
                    + $"{fold.Count}.", nameof(Fold));
        }

        if (Strategy == SplitStrategy.Grouped && Group is null)
            throw new ArgumentException("A grouped split needs a column: set Group.", nameof(Strategy));
        if (Delimiter is { } delimiter && (delimiter > 127 || delimiter is '"' or '\n' or '\r' or '\0'))
        {
            throw new ArgumentException(
                $"The delimiter must be an ASCII character other than a quote or a line end, not '{delimiter}'.", nameof(Delimiter));
        }
    }
}

/// <summary>What becomes of a missing value in a feature; a missing label is always an error.</summary>
public enum MissingValues
{
    /// <summary>An error that names line and column.</summary>
    Error,

    /// <summary>
    /// A number becomes the mean of the training rows, a boolean their share of true, a category none (all its features 0); a feature more,
    /// <c>column is missing</c>, is 1 where the value was missing.
    /// </summary>
    Impute,

    /// <summary>NaN, for a pipeline that replaces it; a category none (all its features 0).</summary>
    Keep,
}

/// <summary>
/// One fold of a cross-validation over a file's rows: each row is tested on in one of the folds and trained or validated on in the others.
/// </summary>
/// <param name="Index">Which fold is tested on, from 0.</param>
/// <param name="Count">Number of folds, at least 2.</param>
public readonly record struct CsvFold(int Index, int Count);
