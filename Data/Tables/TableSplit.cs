using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Splitting;

namespace MlPipelines.Data.Tables;

/// <summary>Which rows of a table are trained, validated and tested on.</summary>
internal static class TableSplit
{
    private static readonly string[][] SplitNames = [["train", "training"], ["validation", "valid", "val"], ["test", "testing"]];

    /// <summary>
    /// The rows of the three splits, each in the order of the file; one that is not asked for is empty. Every class has a training row.
    /// </summary>
    /// <exception cref="ArgumentException">A split would be empty.</exception>
    /// <exception cref="DataFileException">A class has too few rows for folds, or for splits that the file names.</exception>
    public static int[][] Of(Table table, Labels labels, CsvOptions options)
    {
        var rows = labels.View(Fingerprint.Of(table));
        int[]? groups = options.Group is null ? null
            : [.. table.Values[table.ColumnOf(CsvColumnRole.Group)]!.Values.Select(value => (int)value)];
        var dealing =
            new SplitOptions { Strategy = groups is null ? options.Strategy : SplitStrategy.Grouped, Seed = options.Seed, Groups = groups };
        if (options.Fold is { } fold)
        {
            RareClasses.CheckFolds(table, labels, fold.Count);
            var part = options.FoldColumn is null ? Splits.AssignFolds(rows, fold.Count, dealing) : FoldsOf(table, fold.Count);
            return Required(table, labels, OfTest(rows, row => part[row] == fold.Index, options.ValidationShare, dealing));
        }

        if (options.TimeColumn is { } time)
            return Required(table, labels, OfTime(table, time, options));
        if (table.TestStart is { } start)
            return Required(table, labels, OfTest(rows, row => row >= start, options.ValidationShare, dealing));
        return options.SplitColumn is not null ? Required(table, labels, OfColumn(table, rows, options, dealing))
            : RareClasses.Kept(labels, OfShares(rows, options, dealing));
    }

    private static int[][] OfShares(MatrixDataView rows, CsvOptions options, SplitOptions dealing)
    {
        double[] shares = [1 - options.ValidationShare - options.TestShare, options.ValidationShare, options.TestShare];
        int[] used = [.. Enumerable.Range(0, 3).Where(split => shares[split] > 0)];
        if (rows.RowCount < used.Length)
        {
            throw new ArgumentException(
                $"{rows.RowCount} rows are too few to train, validate and test on. Add rows, or set 'validationShare' or 'testShare' to 0.",
                nameof(rows));
        }

        var part = Splits.Assign(rows, [.. used.Select(split => shares[split])], dealing);
        return [.. Enumerable.Range(0, 3).Select(split => RowsOf(part, Array.IndexOf(used, split)))];
    }

    /// <summary>The test rows are given; of the others a share validates.</summary>
    private static int[][] OfTest(MatrixDataView rows, Func<int, bool> isTest, double validationShare, SplitOptions dealing)
    {
        int[] all = [.. Enumerable.Range(0, rows.RowCount)];
        int[] test = [.. all.Where(isTest)], others = [.. all.Where(row => !isTest(row))];
        return [.. Held(rows, others, validationShare, dealing), test];
    }

    private static int[][] Held(MatrixDataView rows, int[] others, double validationShare, SplitOptions dealing)
    {
        if (validationShare == 0)
            return [others, []];
        var within = dealing with { Groups = dealing.Groups is { } groups ? [.. others.Select(row => groups[row])] : null };
        var held = Splits.Assign(rows.Select(others), [1 - validationShare, validationShare], within);
        return [[.. RowsOf(held, 0).Select(row => others[row])], [.. RowsOf(held, 1).Select(row => others[row])]];
    }

    private static int[][] OfColumn(Table table, MatrixDataView rows, CsvOptions options, SplitOptions dealing)
    {
        var column = table.ColumnOf(CsvColumnRole.Split);
        var values = table.Values[column]!;
        int[] splitOfCode = [.. values.Categories.Select(text => SplitOf(text, table, column))];
        int[] part = [.. values.Values.Select(code => splitOfCode[(int)code])];
        int[] train = RowsOf(part, 0), validation = RowsOf(part, 1), test = RowsOf(part, 2);
        if (train.Length == 0 || test.Length == 0)
            throw Wrong(table, column, $"no row is marked {(train.Length == 0 ? "train" : "test")}. Mark rows to train and to test on.");
        return validation.Length > 0 ? [train, validation, test] : [.. Held(rows, train, options.ValidationShare, dealing), test];
    }

    /// <summary>The fold of each row: the place of its value among the different ones.</summary>
    private static int[] FoldsOf(Table table, int count)
    {
        var column = table.ColumnOf(CsvColumnRole.Split);
        var values = table.Values[column]!;
        string[] order = [.. values.Categories.Order(StringComparer.Ordinal)];
        if (order.Length != count)
        {
            throw Wrong(
                table, column, $"it has {order.Length} different values, which are the folds, and {count} folds are asked for. Ask for "
                    + $"{order.Length}, or take another column.");
        }

        int[] foldOfCode = [.. values.Categories.Select(text => Array.IndexOf(order, text))];
        return [.. values.Values.Select(code => foldOfCode[(int)code])];
    }

    /// <summary>The latest rows are tested on, those before them validated on; rows of one time stay together.</summary>
    private static int[][] OfTime(Table table, string name, CsvOptions options)
    {
        var column = Array.FindIndex(table.Profiles, profile => profile.Name == name);
        var values = table.Values[column] ?? throw Wrong(table, column, "it orders the rows in time, and is left out.");
        var type = table.Readings[column].Type;
        if (type is not (CsvColumnType.Date or CsvColumnType.Number))
        {
            throw Wrong(
                table, column,
                $"it is to order the rows in time; expected dates or numbers, found {type.ToString().ToLowerInvariant()}.");
        }

        if (values.Values.Any(float.IsNaN))
            throw Wrong(table, column, "it is to order the rows in time, and has missing values. Fill them in, or remove these rows.");
        double[] times = type == CsvColumnType.Date ? [.. values.Dates.Select(date => (double)date.Ticks)] : [.. values.Values];
        int[] order = [.. Enumerable.Range(0, times.Length).OrderBy(row => times[row])];
        var test = Start(times.Length, options.TestShare);
        var validation = Start(test, options.ValidationShare);
        if (test == times.Length && options.TestShare > 0)
        {
            throw Wrong(
                table, column, "too many rows have the latest time for them to be the part that is tested on. Take a larger 'testShare'.");
        }

        return [[.. order[..validation].Order()], [.. order[validation..test].Order()], [.. order[test..].Order()]];

        // The first row of the last share, moved on to where a time begins.
        int Start(int end, double share)
        {
            var start = end - (int)Math.Round(share * times.Length);
            while (start > 0 && start < end && times[order[start]] == times[order[start - 1]])
                start++;
            return start;
        }
    }

    private static int SplitOf(string text, Table table, int column)
    {
        var split = Array.FindIndex(SplitNames, names => names.Contains(text, StringComparer.OrdinalIgnoreCase));
        return split >= 0 ? split
            : throw Wrong(
                table, column,
                $"expected train, validation or test in every row, found '{text}'. Correct it, or leave out 'splitColumn'.");
    }

    private static DataFileException Wrong(Table table, int column, string text) =>
        new($"{table.Path}, column '{table.Profiles[column].Name}': {text}") { File = table.Path, Column = table.Profiles[column].Name };

    private static int[][] Required(Table table, Labels labels, int[][] splits)
    {
        splits = [.. RareClasses.Kept(labels, splits[..2]), splits[2]];
        RareClasses.RequireInTraining(table, labels, splits[0]);
        return splits;
    }

    private static int[] RowsOf(int[] part, int wanted) => [.. Enumerable.Range(0, part.Length).Where(row => part[row] == wanted)];
}

/// <summary>Classes with so few rows that a split can leave none to train on.</summary>
internal static class RareClasses
{
    private const int MostListed = 10;

    /// <summary>The splits with a row of each class in training: the first of the others is moved there.</summary>
    public static int[][] Kept(Labels labels, int[][] splits)
    {
        if (labels.ClassNames.Count == 0)
            return splits;
        var trained = splits[0].Select(row => (int)labels.Values[row]).ToHashSet();
        var moved = new HashSet<int>();
        foreach (var row in splits.Skip(1).SelectMany(rows => rows).Order())
        {
            if (trained.Add((int)labels.Values[row]))
                moved.Add(row);
        }

        return moved.Count == 0 ? splits : [
            [.. splits[0].Concat(moved).Order()],
            .. splits.Skip(1).Select(rows => rows.Where(row => !moved.Contains(row)).ToArray())];
    }

    /// <exception cref="DataFileException">A class has one row: where it is tested on, none is left to train on.</exception>
    public static void CheckFolds(Table table, Labels labels, int folds)
    {
        if (labels.ClassNames.Count > 0)
        {
            Refuse(
                table, Named(labels, labels.Values, count => count == 1),
                $"have one row each, which cannot be both trained and tested on in {folds} folds");
        }
    }

    /// <exception cref="DataFileException">A class has no row to train on.</exception>
    public static void RequireInTraining(Table table, Labels labels, int[] train)
    {
        if (labels.ClassNames.Count > 0)
            Refuse(table, Named(labels, train.Select(row => labels.Values[row]), count => count == 0), "have no row to train on");
    }

    private static List<string> Named(Labels labels, IEnumerable<float> values, Func<int, bool> isRare)
    {
        var counts = new int[labels.ClassNames.Count];
        foreach (var value in values)
            counts[(int)value]++;
        return [.. labels.ClassNames.Where((_, c) => isRare(counts[c]))];
    }

    private static void Refuse(Table table, List<string> classes, string why)
    {
        if (classes.Count == 0)
            return;
        var column = table.Profiles[table.Label].Name;
        var more = classes.Count > MostListed ? $" and {classes.Count - MostListed} more" : "";
        throw new DataFileException(
            $"{table.Path}, column '{column}': the classes "
                + $"{string.Join(", ", classes.Take(MostListed).Select(name => $"'{name}'"))}{more} {why}. "
                + "Remove these rows, merge the classes with others, or take a 'testShare' in place of folds.")
        {
            File = table.Path,
            Column = column,
        };
    }
}

/// <summary>The features of a table as numbers that depend on each row alone, for a hashed split before the features are encoded.</summary>
internal static class Fingerprint
{
    private const int Bits24 = 1 << 24;

    public static SingleMatrix Of(Table table)
    {
        int[] columns = [.. Enumerable.Range(0, table.Roles.Length).Where(c => table.Roles[c] == CsvColumnRole.Feature)];
        var values = new float[checked(table.RowCount * columns.Length)];
        for (var i = 0; i < columns.Length; i++)
        {
            var column = table.Values[columns[i]]!;
            var type = table.Readings[columns[i]].Type;
            float[] categories = type == CsvColumnType.Category ? [.. column.Categories.Select(Hash)] : [];
            for (var row = 0; row < table.RowCount; row++)
            {
                var value = column.Values[row];
                values[row * columns.Length + i] = float.IsNaN(value) ? value : type switch
                {
                    CsvColumnType.Category => categories[(int)value],
                    CsvColumnType.Date => column.Dates[row].Ticks / TimeSpan.TicksPerSecond % Bits24,
                    _ => value,
                };
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
