using System.Runtime.InteropServices;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Tables;

namespace MlPipelines.Data.Traps;

/// <summary>
/// Looks for what spoils a comparison before any learner is trained: columns that say nothing or too much, rows that are on both sides of a
/// split, classes too rare for it.
/// </summary>
public static class TableTraps
{
    private const int LeastRows = 20;
    private const double AlmostAll = 0.999;
    private const double AlmostSure = 0.9995; // of the variance of a number
    private const int ManyGroups = 20;
    private const double RepeatedShare = 0.01;
    private const double ManyValues = 0.1; // of the rows
    private const int FewNumbers = 100;

    /// <summary>What is found, those of columns in the order of the file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folds">Number of folds that rows are dealt to; 0 for none.</param>
    public static IReadOnlyList<TableTrap> Find(CsvData table, int folds = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        var rows = TableColumns.Of(table);
        if (rows.Count < LeastRows)
            return [];
        return
        [
            .. table.Columns.Where(column => column.FirstFeature is not null).SelectMany(column => OfColumn(column, rows, folds > 0)),
            .. RepeatedRows(table),
            .. RareClasses(table, rows, folds),
            .. NumbersAsNames(table, rows),
        ];
    }

    private static IEnumerable<TableTrap> OfColumn(CsvColumn column, TableColumns rows, bool areFoldsRandom)
    {
        if (column.Type == CsvColumnType.Date)
        {
            if (areFoldsRandom)
            {
                yield return new(
                    TrapKind.Dates, column.Name,
                    $"'{column.Name}' has dates, and folds are dealt at random: each is tested on days between those that it was trained "
                        + "on. To know how well later rows are predicted, test on a file with the latest rows.");
            }

            yield break;
        }

        var values = rows.Values(column);
        var distinct = values.Distinct().Count();
        if (distinct == 1)
        {
            yield return new(
                TrapKind.Constant, column.Name, $"'{column.Name}' has the same value in every row and says nothing: leave it out.");
            yield break;
        }

        if (column.Type == CsvColumnType.Number && IsIdentifier(values, rows))
        {
            yield return new(
                TrapKind.Identifier, column.Name,
                $"'{column.Name}' numbers the rows: it means nothing for new ones, and gives away the order of the file. Leave it out.");
            yield break;
        }

        var isTold = column.Type == CsvColumnType.Number ? IsToldByNumber(values, rows) : IsToldByCategory(values, rows);
        if (!isTold)
            yield break;
        yield return column.Type == CsvColumnType.Category && distinct >= ManyGroups
            ? new(
                TrapKind.Group, column.Name,
                $"All rows of one '{column.Name}' have the same label, and there are {distinct} of them: rows that belong together are on "
                    + "both sides of a split. Make it the group, or leave it out.")
            : new(
                TrapKind.GivesLabelAway, column.Name,
                $"'{column.Name}' says the label almost without error by itself. If it is not known before the label is, leave it out.");
    }

    /// <summary>Whole numbers, all different, that leave none out or rise with the rows of the file.</summary>
    private static bool IsIdentifier(float[] values, TableColumns rows)
    {
        if (!Array.TrueForAll(values, value => value == MathF.Floor(value)) || values.Distinct().Count() < values.Length)
            return false;
        if (values.Max() - (double)values.Min() == values.Length - 1)
            return true;
        float[] inOrder = [.. Enumerable.Range(0, values.Length).OrderBy(row => rows.FileRows[row]).Select(row => values[row])];
        return Enumerable.Range(1, inOrder.Length - 1).All(i => inOrder[i] > inOrder[i - 1]);
    }

    /// <summary>Whether the rows of each value have one label, those of single rows left out; for numbers, nearly one.</summary>
    private static bool IsToldByCategory(float[] values, TableColumns rows)
    {
        var groups = Enumerable.Range(0, rows.Count).GroupBy(row => values[row]).Select(group => group.ToList()).ToList();
        if (rows.Classes > 0)
        {
            var right = groups.Where(group => group.Count > 1)
                .Sum(group => group.GroupBy(row => rows.Labels[row]).Max(label => label.Count()));
            return right >= AlmostAll * rows.Count && rows.LargestClass < AlmostAll * right;
        }

        // Each row by the mean of the others of its value.
        var errors = groups.Where(group => group.Count > 1).Sum(group =>
        {
            var sum = group.Sum(row => (double)rows.Labels[row]);
            return group.Sum(row => Math.Pow(rows.Labels[row] - ((sum - rows.Labels[row]) / (group.Count - 1)), 2));
        });
        var single = groups.Where(group => group.Count == 1).Sum(group => Math.Pow(rows.Labels[group[0]] - rows.Mean, 2));
        return errors + single < (1 - AlmostSure) * rows.SquaresAboutMean;
    }

    /// <summary>
    /// Whether the label follows from the number: by the other rows of the same value, or by the neighbors of a row whose value is its own.
    /// The borders between classes are no errors.
    /// </summary>
    private static bool IsToldByNumber(float[] values, TableColumns rows)
    {
        var groups = Enumerable.Range(0, rows.Count).GroupBy(row => values[row]) // NaN is a value of its own
            .OrderBy(group => float.IsNaN(group.Key) ? float.PositiveInfinity : group.Key).Select(group => group.ToList()).ToList();
        if (groups.Count < 2)
            return false;
        if (rows.Classes > 0)
        {
            var (errors, changes, last) = (0, 0, float.NaN);
            foreach (var group in groups)
            {
                var majority = group.GroupBy(row => rows.Labels[row]).MaxBy(label => label.Count())!;
                errors += group.Count - majority.Count();
                changes += majority.Key != last ? 1 : 0;
                last = majority.Key;
            }

            return errors + Math.Max(0, changes - rows.Classes) <= (1 - AlmostAll) * rows.Count
                && rows.LargestClass < AlmostAll * rows.Count;
        }

        double[] sums = [.. groups.Select(group => group.Sum(row => (double)rows.Labels[row]))];
        var squares = 0.0;
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            var around = new[] { i - 1, i + 1 }.Where(j => j >= 0 && j < groups.Count).Select(j => sums[j] / groups[j].Count);
            foreach (var row in group)
            {
                var expected = group.Count > 1 ? (sums[i] - rows.Labels[row]) / (group.Count - 1) : around.Average();
                squares += Math.Pow(rows.Labels[row] - expected, 2);
            }
        }

        return squares < (1 - AlmostSure) * rows.SquaresAboutMean;
    }

    /// <summary>Rows to test on whose features and label a row to train on has too, in tables where that is no chance.</summary>
    private static IEnumerable<TableTrap> RepeatedRows(CsvData table)
    {
        var data = table.DataSet;
        if (data.Test is not { } test)
            yield break;
        var values = TableColumns.Of(table);
        if (!table.Columns.Any(column => column is { Type: CsvColumnType.Number, FirstFeature: not null }
            && values.Values(column).Distinct().Count() > ManyValues * values.Count))
        {
            yield break; // coarse columns: equal rows are to be expected
        }

        var trained = Hashes(data.Train).ToHashSet();
        var repeated = Hashes(test).Count(trained.Contains);
        if (repeated >= Math.Max(1, RepeatedShare * test.RowCount))
        {
            yield return new(
                TrapKind.RepeatedRows, null,
                $"{repeated} of the {test.RowCount} rows of the first test are among its training rows, label included: they are known by "
                    + "heart. Keep one of each.");
        }
    }

    private static IEnumerable<UInt128> Hashes(MatrixDataView rows)
    {
        var all = new float[rows.FeatureCount + 1];
        for (var row = 0; row < rows.RowCount; row++)
        {
            rows.CopyFeatures(row, all);
            all[^1] = TableColumns.LabelOf(rows, row);
            var hash = UInt128.Zero;
            foreach (var bits in MemoryMarshal.Cast<float, int>(all))
                hash = (hash ^ (UInt128)(uint)bits) * new UInt128(0x1000000, 0x13B); // FNV-1a of 128 bits, by words
            yield return hash;
        }
    }

    private static IEnumerable<TableTrap> RareClasses(CsvData table, TableColumns rows, int folds)
    {
        if (rows.Classes == 0)
            yield break;
        for (var c = 0; c < rows.Classes; c++)
        {
            var count = rows.Labels.Count(label => label == c);
            if (count > 0 && count < folds)
            {
                yield return new(
                    TrapKind.RareClass, null,
                    $"The class '{table.DataSet.ClassNames[c]}' has {count} {(count == 1 ? "row" : "rows")}, and there are {folds} folds: "
                        + "in some nobody can learn it, or nobody is asked for it. Leave it out, or join it with another.");
            }
        }
    }

    private static IEnumerable<TableTrap> NumbersAsNames(CsvData table, TableColumns rows)
    {
        if (rows.Classes > 0 || !Array.TrueForAll(rows.Labels, label => label == MathF.Floor(label)))
            yield break;
        var distinct = rows.Labels.Distinct().Count();
        if (distinct <= FewNumbers && 5 * distinct <= rows.Count)
        {
            var label = table.Columns.First(column => column.Role == CsvColumnRole.Label).Name;
            yield return new(
                TrapKind.NumbersAsNames, label,
                $"'{label}' has {distinct} different whole numbers, which are predicted as numbers. If they are names, such as codes, the "
                    + "task is multiclass.");
        }
    }
}
