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
