using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Splitting;

/// <summary>Splits views without copying rows; within a part the rows keep their order.</summary>
public static class Splits
{
    /// <summary>Deals the rows to parts in the given proportions, such as 0.7, 0.15, 0.15.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="shares">Positive numbers; they need not add up to 1.</param>
    /// <param name="options">How to deal; null for stratified with seed 1.</param>
    /// <exception cref="ArgumentException">A share is not positive, a part would be empty, or groups are missing or wrong in
    /// number.</exception>
    public static IReadOnlyList<MatrixDataView> Parts(MatrixDataView rows, IReadOnlyList<double> shares, SplitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Count == 0 || shares.Any(share => !(share > 0 && double.IsFinite(share))))
        {
            throw new ArgumentException(
                $"The shares of a split must be positive numbers, not {string.Join(", ", shares)}.", nameof(shares));
        }

        var part = Assign(rows, shares, options ?? new SplitOptions());
        return [.. Enumerable.Range(0, shares.Count).Select(p => rows.Select(RowsOf(part, p, of: true)))];
    }

    /// <summary>Deals the rows to two parts, the second with a share of <paramref name="fraction"/>.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="fraction">Between 0 and 1, both excluded.</param>
    /// <param name="options">How to deal; null for stratified with seed 1.</param>
    public static (MatrixDataView Train, MatrixDataView Held) HoldOut(MatrixDataView rows, double fraction, SplitOptions? options = null)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction to hold out must be between 0 and 1.");
        var parts = Parts(rows, [1 - fraction, fraction], options);
        return (parts[0], parts[1]);
    }

    /// <summary>
    /// Splits for k-fold cross-validation: every row is in the validation part of one fold and in the training part of the others.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">Number of folds, at least 2.</param>
    /// <param name="options">How to deal; null for stratified with seed 1.</param>
    /// <exception cref="ArgumentException">There are fewer rows or groups than folds, or a class has one row in a stratified
    /// split.</exception>
    public static IReadOnlyList<Fold> KFold(MatrixDataView rows, int count, SplitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        options ??= new SplitOptions();
        var fold = AssignFolds(rows, count, options);
        return [
            .. Enumerable.Range(0, count)
                .Select(f => new Fold(rows.Select(RowsOf(fold, f, of: false)), rows.Select(RowsOf(fold, f, of: true))))];
    }

    /// <summary>Rows drawn at random without replacement, in the order that they have in the view.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many, from 1 to the number of rows.</param>
    /// <param name="seed">The same seed draws the same rows, and the rows of a smaller count are among those of a larger one.</param>
    public static MatrixDataView Sample(MatrixDataView rows, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (count < 1 || count > rows.RowCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"The number of rows to draw must be from 1 to {rows.RowCount}, the rows that there are; "
                    + $"found {count}.");
        }

        return rows.Select([.. Dealer.Permutation(rows.RowCount, seed).Take(count).Order()]);
    }

    /// <summary>The fold of each row.</summary>
    internal static int[] AssignFolds(MatrixDataView rows, int count, SplitOptions options)
    {
        if (options.Strategy == SplitStrategy.Stratified && rows.Task != LearningTask.Regression)
            CheckClasses(rows);
        return Assign(rows, [.. Enumerable.Repeat(1.0, count)], options);
    }

    /// <summary>The part of each row.</summary>
    internal static int[] Assign(MatrixDataView rows, IReadOnlyList<double> shares, SplitOptions options)
    {
        if (rows.RowCount < shares.Count)
            throw new ArgumentException($"{rows.RowCount} rows cannot be split into {shares.Count} parts.", nameof(rows));
        var total = shares.Sum();
        double[] normalized = [.. shares.Select(share => share / total)];
        var part = options.Strategy switch
        {
            SplitStrategy.Random => Dealer.Random(rows.RowCount, normalized, options.Seed),
            SplitStrategy.Stratified => Dealer.Stratified(Strata.Of(rows), normalized, options.Seed),
            SplitStrategy.Hashed => Dealer.Hashed(rows, normalized, options.Seed),
            SplitStrategy.Grouped => Dealer.Grouped(GroupsOf(rows, options), normalized, options.Seed),
            _ => throw new ArgumentException($"There is no strategy {options.Strategy}.", nameof(options)),
        };
        for (var p = 0; p < shares.Count; p++)
        {
            if (!part.Contains(p))
            {
                throw new ArgumentException(
                    $"Part {p + 1} of {shares.Count} would be empty: {rows.RowCount} rows, strategy {options.Strategy}, "
                        + $"share {normalized[p]:0.###}{(options.Groups is { } groups ? $", {groups.Distinct().Count()} groups" : "")}.",
                    nameof(shares));
            }
        }

        return part;
    }

    private static IReadOnlyList<int> GroupsOf(MatrixDataView rows, SplitOptions options)
    {
        if (options.Groups is null)
            throw new ArgumentException("A grouped split needs the group of each row: set Groups.", nameof(options));
        if (options.Groups.Count != rows.RowCount)
        {
            throw new ArgumentException(
                $"{options.Groups.Count} groups for {rows.RowCount} rows; there must be one per row.", nameof(options));
        }

        return options.Groups;
    }

    private static void CheckClasses(MatrixDataView rows)
    {
        foreach (var rowsOfClass in Enumerable.Range(0, rows.RowCount).GroupBy(rows.GetClass).OrderBy(group => group.Key))
        {
            if (!rowsOfClass.Skip(1).Any())
            {
                throw new ArgumentException(
                    $"Class {rowsOfClass.Key} has one row, so where it is tested on none is left to train on: leave it out, or merge it "
                        + "with another class.", nameof(rows));
            }
        }
    }

    private static int[] RowsOf(int[] part, int wanted, bool of) =>
        [.. Enumerable.Range(0, part.Length).Where(row => part[row] == wanted == of)];
}

/// <summary>How a view is split.</summary>
public sealed record SplitOptions
{
    /// <summary>How rows are dealt. Default <see cref="SplitStrategy.Stratified"/>.</summary>
    public SplitStrategy Strategy { get; init; } = SplitStrategy.Stratified;

    /// <summary>The seed; the same seed splits the same rows the same way. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>For <see cref="SplitStrategy.Grouped"/>: the group of each row of the view.</summary>
    public IReadOnlyList<int>? Groups { get; init; }
}

/// <summary>How rows are dealt to the parts of a split.</summary>
public enum SplitStrategy
{
    /// <summary>At random; the sizes are exact.</summary>
    Random,

    /// <summary>
    /// At random within each class (within ranges of the target for a regression), so that every part has the same shares; the sizes are
    /// exact.
    /// </summary>
    Stratified,

    /// <summary>
    /// By a hash of the row's features and label: equal rows stay together, and a row keeps its part when others come or go; the sizes are
    /// approximate.
    /// </summary>
    Hashed,

    /// <summary>By group: rows of one group stay together; the sizes are as near as the groups allow.</summary>
    Grouped,
}

/// <summary>One fold of a cross-validation; the views share the storage of the view that was split.</summary>
/// <param name="Train">The rows to fit on: all but this fold's.</param>
/// <param name="Validation">This fold's rows.</param>
public sealed record Fold(MatrixDataView Train, MatrixDataView Validation);
