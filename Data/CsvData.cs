using MlPipelines.Data.Csv;
using MlPipelines.Data.Fields;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Data;

/// <summary>A CSV file of the user's as a data set, with a report of how it was understood.</summary>
/// <param name="DataSet">The rows, split.</param>
/// <param name="Columns">What was found in each column, in the order of the file.</param>
/// <param name="Delimiter">The delimiter.</param>
public sealed record CsvData(DataSet DataSet, IReadOnlyList<CsvColumn> Columns, char Delimiter)
{
    /// <summary>What a user may want to know of how the file was understood, such as rows that were left out.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Reads a file, gzip-compressed or plain, with one row per record, and a header or none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFileException">The content is not what it should be; the message names file, line and column.</exception>
    /// <exception cref="ArgumentException">The options do not fit together or do not fit the file's rows.</exception>
    public static CsvData Load(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new CsvOptions();
        options.Validate();
        foreach (var file in new[] { path, options.TestFile }.OfType<string>())
        {
            if (!File.Exists(file))
                throw new FileNotFoundException($"There is no file {file}.", file);
        }

        return TableLoader.Load(path, options, cancellationToken);
    }
}

/// <summary>From a file of the user's to a data set: read, split, encode.</summary>
internal static class TableLoader
{
    private const int MostValues = 1_000_000_000;

    public static CsvData Load(string path, CsvOptions options, CancellationToken cancellationToken)
    {
        var dialect = CsvDialect.Of(path, options.Delimiter, options.Header);
        var table = Table.Read(path, dialect, options, cancellationToken);
        var labels = Labels.Of(table, options.Positive);
        var splits = TableSplit.Of(table, labels, options);
        int[] features = [.. Enumerable.Range(0, table.Roles.Length).Where(c => table.Roles[c] == CsvColumnRole.Feature)];
        var problems = new ColumnProblems(path);
        FeatureEncoder[] encoders = [.. features.Select(c => new FeatureEncoder(table, c, splits[0], options, problems))];
        problems.ThrowIfAny();

        string[] names = [.. encoders.SelectMany(encoder => encoder.Names)];
        var all = labels.View(Encode(table, encoders, names.Length), names, [.. Categories(encoders)]);
        var dataSet = new DataSet
        {
            Name = Path.GetFileName(path).Split('.')[0],
            Title = Path.GetFileName(path),
            Description = $"{table.RowCount} rows, {features.Length} columns of features, label {table.Profiles[table.Label].Name}.",
            Task = labels.Task,
            Source = new DataSource(
                DataOrigin.UserFile, options.Fold is { } fold ? $"file {path}, fold {fold.Index + 1} of {fold.Count}"
                    : options.TestFile is { } test ? $"file {path}, tested on file {test}" : $"file {path}"),
            Train = all.Select(splits[0]),
            Validation = splits[1].Length == 0 ? null : all.Select(splits[1]),
            Test = splits[2].Length == 0 ? null : all.Select(splits[2]),
            ClassNames = labels.ClassNames,
            Encoding = new RecordEncoding(
                [.. features.Zip(encoders, (column, encoder) => encoder.ToEncoding(table.Profiles[column].Name))], options.MissingMarkers,
                    options.Missing != MissingValues.Error),
        };
        return new CsvData(dataSet, Report(table, labels, features, encoders), dialect.Delimiter) { Remarks = Remarks(table) };
    }

    private static List<string> Remarks(Table table)
    {
        var remarks = new List<string>();
        if (table.Dialect.Remark is { } dialect)
            remarks.Add(dialect);
        if (table.RowsWithoutLabel > 0)
            remarks.Add($"{table.RowsWithoutLabel} rows without a label are left out");
        return remarks;
    }

    /// <summary>The slots of each category.</summary>
    private static IEnumerable<SlotRange> Categories(FeatureEncoder[] encoders)
    {
        var next = 0;
        foreach (var encoder in encoders)
        {
            if (encoder.Categories.Count > 0)
                yield return new SlotRange(next, encoder.Categories.Count);
            next += encoder.Names.Count;
        }
    }

    /// <exception cref="DataFileException">There would be more values than <see cref="MostValues"/>.</exception>
    private static SingleMatrix Encode(Table table, FeatureEncoder[] encoders, int width)
    {
        var rows = table.RowCount;
        if ((long)rows * width > MostValues)
        {
            var widest = encoders.MaxBy(encoder => encoder.Names.Count)!;
            throw new DataFileException(
                $"{table.Path}: {rows} rows of {width} features are {(long)rows * width:N0} values, more than the {MostValues:N0} that are "
                    + $"kept in memory. The feature '{widest.Names[0]}' is one of {widest.Names.Count} of its column: put columns into "
                    + "'ignore', or set 'maxCategories' lower.")
            { File = table.Path };
        }

        var values = new float[checked(rows * width)];
        for (var row = 0; row < rows; row++)
        {
            var rest = values.AsSpan(row * width, width);
            foreach (var encoder in encoders)
            {
                encoder.Encode(row, rest[..encoder.Names.Count]);
                rest = rest[encoder.Names.Count..];
            }
        }

        return new SingleMatrix(values, width);
    }

    private static List<CsvColumn> Report(Table table, Labels labels, int[] features, FeatureEncoder[] encoders)
    {
        var columns = new List<CsvColumn>();
        var next = 0;
        var feature = 0;
        for (var c = 0; c < table.Roles.Length; c++)
        {
            var profile = table.Profiles[c];
            var encoder = feature < features.Length && features[feature] == c ? encoders[feature++] : null;
            var numbers = table.Readings[c] is { Type: CsvColumnType.Number, Numbers: { } format }
                ? profile.Formats[NumberFormat.IndexOf(format)] : null;
            columns.Add(new CsvColumn
            {
                Name = profile.Name,
                Role = table.Roles[c],
                Type = table.Readings[c].Type,
                Missing = profile.Missing,
                Least = numbers?.Least,
                Greatest = numbers?.Greatest,
                Remark = table.IgnoredBecause[c] ?? table.Readings[c].Remark,
                Categories = encoder?.Categories ?? (c == table.Label ? labels.ClassNames : []),
                FirstFeature = encoder is null ? null : next,
                FeatureCount = encoder?.Names.Count ?? 0,
            });
            next += encoder?.Names.Count ?? 0;
        }

        return columns;
    }
}
