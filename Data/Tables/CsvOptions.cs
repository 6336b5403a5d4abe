using MlPipelines.Data.Rows;
using MlPipelines.Data.Splitting;

namespace MlPipelines.Data.Tables;

/// <summary>How a CSV file of the user's becomes a data set.</summary>
public sealed record CsvOptions
{
    private readonly double? _validationShare;

    /// <summary>The label's column; null for the last one.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// The task; null to infer it from the label: two values are binary; texts are classes, and so are up to 10 different whole numbers, or
    /// up to 50 that each have 10 rows; other numbers are a regression.
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

    /// <summary>
    /// The delimiter; null for the one that a first line such as <c>sep=;</c> names, else the one of comma, semicolon, tab and bar that
    /// splits the lines into equally many fields.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// Whether the first line has the names of the columns; null to find out: it has none where it holds numbers in columns of numbers. The
    /// columns are then named <c>column1</c>, <c>column2</c> and so on.
    /// </summary>
    public bool? Header { get; init; }

    /// <summary>
    /// The mark before the fraction of numbers, a point or a comma; null for the one that all numbers of a column allow.
    /// </summary>
    public char? Decimal { get; init; }

    /// <summary>
    /// The mark between groups of three digits: a comma, a point, a blank, an apostrophe or a low line; null for the one that all numbers
    /// of a column allow, or none.
    /// </summary>
    public char? Thousands { get; init; }

    /// <summary>
    /// Whether dates such as 01/02/2024 have the day first; null to find out from dates that allow one order alone.
    /// </summary>
    public bool? DayFirst { get; init; }

    /// <summary>What becomes of missing values. Default <see cref="MissingValues.Keep"/>.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Keep;

    /// <summary>Whether rows without a label are left out; else they are an error. Default false.</summary>
    public bool DropMissingLabels { get; init; }

    /// <summary>
    /// Fields that stand for a missing value, compared without case and not in quotes. Default empty, ?, NA, N/A, NaN, null.
    /// </summary>
    public IReadOnlyList<string> MissingMarkers { get; init; } = ["", "?", "NA", "N/A", "NaN", "null"];

    /// <summary>The greatest number of categories of a feature. Default 100.</summary>
    public int MaxCategories { get; init; } = 100;

    /// <summary>Share of rows to validate on; 0 for none. Default 0.15; with <see cref="Fold"/> 0.1.</summary>
    public double ValidationShare
    {
        get => _validationShare ?? (Fold is null ? 0.15 : 0.1);
        init => _validationShare = value;
    }

    /// <summary>Share of rows to test on; 0 for none. Default 0.15.</summary>
    public double TestShare { get; init; } = 0.15;

    /// <summary>
    /// A file with the rows to test on, with the same columns; null for a share of the rows. <see cref="TestShare"/> then says nothing.
    /// </summary>
    public string? TestFile { get; init; }

    /// <summary>
    /// The column that says which rows are trained, validated and tested on, by <c>train</c>, <c>validation</c> (or <c>valid</c>,
    /// <c>val</c>) and <c>test</c>; null for shares of the rows. Without rows to validate on, <see cref="ValidationShare"/> is a share of
    /// those to train on.
    /// </summary>
    public string? SplitColumn { get; init; }

    /// <summary>
    /// The column of dates or numbers by which rows follow one another in time; null for none. The latest <see cref="TestShare"/> of the
    /// rows is tested on, and of those before it the latest <see cref="ValidationShare"/> (a share of all rows) is validated on: so figures
    /// are those of a model that predicts what comes later. Rows of one time stay in one part. The column is a feature too, unless
    /// <see cref="Ignore"/> names it.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>
    /// The column whose different values are the folds of <see cref="Fold"/>, in ordinal order; null to deal rows to folds by
    /// <see cref="Strategy"/> and <see cref="Seed"/>.
    /// </summary>
    public string? FoldColumn { get; init; }

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

        string[] tests = [
            .. new[] { (Fold is not null, "Fold"), (TestFile is not null, "TestFile"), (SplitColumn is not null, "SplitColumn"),
                (TimeColumn is not null, "TimeColumn") }
                .Where(pair => pair.Item1).Select(pair => pair.Item2)];
        if (tests.Length > 1)
        {
            throw new ArgumentException(
                $"{string.Join(" and ", tests)} each say which rows are tested on. Set one of them.", tests[1]);
        }

        if (FoldColumn is not null && Fold is null)
        {
            throw new ArgumentException(
                $"The column '{FoldColumn}' has folds, and no fold is asked for: set Fold, or 'folds' to their number.",
                nameof(FoldColumn));
        }

        if (Group is not null && (TimeColumn ?? FoldColumn) is { } other)
        {
            throw new ArgumentException(
                $"The columns '{Group}' and '{other}' each say which rows stay together. Set one of them.", nameof(Group));
        }

        if (Decimal is not (null or '.' or ','))
            throw new ArgumentException($"The mark before fractions must be a point or a comma, not '{Decimal}'.", nameof(Decimal));
        if (Thousands is not (null or ',' or '.' or ' ' or '\'' or '_') || (Thousands is not null && Thousands == Decimal))
        {
            throw new ArgumentException(
                "The mark between thousands must be a comma, a point, a blank, an apostrophe or a low line, and not the one before "
                    + $"fractions; found '{Thousands}'.", nameof(Thousands));
        }

        if (Strategy == SplitStrategy.Grouped && Group is null)
            throw new ArgumentException("The split grouped needs a column: set 'group'.", nameof(Strategy));
        if (Delimiter is { } delimiter && (delimiter > 127 || delimiter is '"' or '\n' or '\r' or '\0'))
        {
            throw new ArgumentException(
                $"The delimiter must be an ASCII character other than a quote or a line end, not '{delimiter}'.", nameof(Delimiter));
        }
    }
}

/// <summary>What becomes of a missing value in a feature.</summary>
public enum MissingValues
{
    /// <summary>An error that names line and column.</summary>
    Error,

    /// <summary>
    /// A number becomes the mean of the training rows, a boolean their share of true, a category none (all its features 0), in further rows
    /// too; of a column with missing values in the file a feature more, <c>column is missing</c>, is 1 where the value was missing.
    /// </summary>
    Impute,

    /// <summary>
    /// NaN, which each learner treats in its own way: trees split on it, others replace it; a category none (all its features 0).
    /// </summary>
    Keep,
}

/// <summary>
/// One fold of a cross-validation over a file's rows: each row is tested on in one of the folds and trained or validated on in the others.
/// </summary>
/// <param name="Index">Which fold is tested on, from 0.</param>
/// <param name="Count">Number of folds, at least 2.</param>
public readonly record struct CsvFold(int Index, int Count);
