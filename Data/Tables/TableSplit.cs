using MlPipelines.Data.Rows;
using MlPipelines.Data.Splitting;

namespace MlPipelines.Data.Tables;

/// <summary>Which rows of a table are trained, validated and tested on.</summary>
internal static class TableSplit
{
    /// <summary>The rows of the three splits, each in the order of the file; one that is not asked for is empty.</summary>
    /// <exception cref="ArgumentException">A split would be empty, or a class has fewer rows than there are folds.</exception>
    public static int[][] Of(Table table, Labels labels, CsvOptions options)
    {
        var rows = labels.View(Fingerprint.Of(table));
        int[]? groups = options.Group is null ? null
            : [.. table.Values[Array.IndexOf(table.Roles, CsvColumnRole.Group)]!.Values.Select(value => (int)value)];
        var dealing =
            new SplitOptions { Strategy = groups is null ? options.Strategy : SplitStrategy.Grouped, Seed = options.Seed, Groups = groups };
        return options.Fold is { } fold ? OfFold(rows, fold, options.ValidationShare, dealing) : OfShares(rows, options, dealing);
    }

    private static int[][] OfShares(MatrixDataView rows, CsvOptions options, SplitOptions dealing)
    {
        double[] shares = [1 - options.ValidationShare - options.TestShare, options.ValidationShare, options.TestShare];
        int[] used = [.. Enumerable.Range(0, 3).Where(split => shares[split] > 0)];
        var part = Splits.Assign(rows, [.. used.Select(split => shares[split])], dealing);
        return [.. Enumerable.Range(0, 3).Select(split => RowsOf(part, Array.IndexOf(used, split)))];
    }

    private static int[][] OfFold(MatrixDataView rows, CsvFold fold, double validationShare, SplitOptions dealing)
    {
        var part = Splits.AssignFolds(rows, fold.Count, dealing);
        var test = RowsOf(part, fold.Index);
        int[] others = [.. Enumerable.Range(0, part.Length).Where(row => part[row] != fold.Index)];
        if (validationShare == 0)
            return [others, [], test];
        var within = dealing with { Groups = dealing.Groups is { } groups ? [.. others.Select(row => groups[row])] : null };
        var held = Splits.Assign(rows.Select(others), [1 - validationShare, validationShare], within);
        return [[.. RowsOf(held, 0).Select(row => others[row])], [.. RowsOf(held, 1).Select(row => others[row])], test];
    }

    private static int[] RowsOf(int[] part, int wanted) => [.. Enumerable.Range(0, part.Length).Where(row => part[row] == wanted)];
}

/// <summary>The features of a table as numbers that depend on each row alone, for a hashed split before the features are encoded.</summary>
internal static class Fingerprint
{
    public static SingleMatrix Of(Table table)
    {
        int[] columns = [.. Enumerable.Range(0, table.Roles.Length).Where(c => table.Roles[c] == CsvColumnRole.Feature)];
        var values = new float[checked(table.RowCount * columns.Length)];
        for (var i = 0; i < columns.Length; i++)
        {
            var column = table.Values[columns[i]]!;
            float[]? categories = table.Types[columns[i]] == CsvColumnType.Category ? [.. column.Categories.Select(Hash)] : null;
            for (var row = 0; row < table.RowCount; row++)
            {
                var value = column.Values[row];
                values[row * columns.Length + i] = categories is null || float.IsNaN(value) ? value : categories[(int)value];
            }
        }

        return new SingleMatrix(values, columns.Length);
    }

    /// <summary>FNV-1a over the text's code units, in the 24 bits that a Single holds exactly.</summary>
    private static float Hash(string text)
    {
        var hash = 2166136261;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619;
        return hash >> 8;
    }
}
