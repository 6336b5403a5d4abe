using MlPipelines.Data.Csv;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;

namespace MlPipelines.Data;

/// <summary>A CSV file of the user's as a data set, with a report of how it was understood.</summary>
/// <param name="DataSet">The rows, split.</param>
/// <param name="Columns">What was found in each column, in the order of the file.</param>
/// <param name="Delimiter">The delimiter.</param>
public sealed record CsvData(DataSet DataSet, IReadOnlyList<CsvColumn> Columns, char Delimiter)
{
    /// <summary>Reads a file, gzip-compressed or plain, with a header and one row per record.</summary>
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
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        return TableLoader.Load(path, options, cancellationToken);
    }
}

/// <summary>From a file of the user's to a data set: read, split, encode.</summary>
internal static class TableLoader
{
    public static CsvData Load(string path, CsvOptions options, CancellationToken cancellationToken)
    {
        var delimiter = options.Delimiter ?? Delimiters.Detect(path);
        var table = Table.Read(path, delimiter, options, cancellationToken);
        var labels = Labels.Of(table, options.Task, options.Positive);
        var splits = TableSplit.Of(table, labels, options);
        int[] features = [.. Enumerable.Range(0, table.Roles.Length).Where(c => table.Roles[c] == CsvColumnRole.Feature)];
        FeatureEncoder[] encoders = [.. features.Select(c => new FeatureEncoder(table, c, splits[0], options))];

        string[] names = [.. encoders.SelectMany(encoder => encoder.Names)];
        var all = labels.View(Encode(table.RowCount, encoders, names.Length), names);
        var dataSet = new DataSet
        {
            Name = Path.GetFileName(path).Split('.')[0],
            Title = Path.GetFileName(path),
            Description = $"{table.RowCount} rows, {features.Length} columns of features, label {table.Profiles[table.Label].Name}.",
            Task = labels.Task,
            Source = new DataSource(
                DataOrigin.UserFile, options.Fold is { } fold ? $"file {path}, fold {fold.Index + 1} of {fold.Count}" : $"file {path}"),
            Train = all.Select(splits[0]),
            Validation = splits[1].Length == 0 ? null : all.Select(splits[1]),
            Test = splits[2].Length == 0 ? null : all.Select(splits[2]),
            ClassNames = labels.ClassNames,
            Encoding = new RecordEncoding(
                [.. features.Zip(encoders, (column, encoder) => encoder.ToEncoding(table.Profiles[column].Name))], options.MissingMarkers,
                    options.Missing != MissingValues.Error),
        };
        return new CsvData(dataSet, Report(table, labels, features, encoders), delimiter);
    }

    private static SingleMatrix Encode(int rows, FeatureEncoder[] encoders, int width)
    {
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
        for (var c = 0; c < table.Roles.Length; c++)
        {
            var profile = table.Profiles[c];
            var encoder = Array.IndexOf(features, c) is >= 0 and var index ? encoders[index] : null;
            columns.Add(new CsvColumn
            {
                Name = profile.Name,
                Role = table.Roles[c],
                Type = table.Types[c],
                Missing = profile.Missing,
                Least = profile.Numbers > 0 ? profile.Least : null,
                Greatest = profile.Numbers > 0 ? profile.Greatest : null,
                Categories = encoder?.Categories ?? (c == table.Label ? labels.ClassNames : []),
                FirstFeature = encoder is null ? null : next,
                FeatureCount = encoder?.Names.Count ?? 0,
            });
            next += encoder?.Names.Count ?? 0;
        }

        return columns;
    }
}
