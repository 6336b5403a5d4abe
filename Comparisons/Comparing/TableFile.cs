using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Tables;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>A table that a command names: what is wrong with it is told in the words of the command line.</summary>
internal static class TableFile
{
    /// <summary>Checks that a name is that of a file.</summary>
    /// <param name="option">What names it, as <c>--test</c>.</param>
    /// <param name="path">The name.</param>
    /// <exception cref="UsageException">It is not.</exception>
    public static void Require(string option, string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new UsageException($"{option}: the name of the table is empty; give a CSV or TSV file, .gz too.");
        if (Directory.Exists(path))
        {
            throw new UsageException(
                $"{option} {path}: it is a folder; give a CSV or TSV file. Folders of pictures are compared by compare {path}.");
        }

        if (!File.Exists(path))
            throw new UsageException($"{option} {path}: there is no such file.");
    }

    /// <summary>Reads a table.</summary>
    /// <exception cref="UsageException">An option does not fit the table.</exception>
    /// <exception cref="DataFileException">The table is damaged, or not what it should be.</exception>
    public static CsvData Load(string path, CsvOptions options, CancellationToken cancellation)
    {
        try
        {
            return CsvData.Load(path, options, cancellation);
        }
        catch (DataFileException exception)
        {
            throw new DataFileException(InOptions(exception.Message), exception) { File = exception.File };
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(InOptions(ErrorText.Of(exception)), exception);
        }
    }

    /// <summary>How a table was understood, line by line.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="table">What was read.</param>
    /// <param name="isLast">Whether its label is the last column because nothing else was said.</param>
    public static IEnumerable<string> Look(string path, CsvData table, bool isLast)
    {
        var data = table.DataSet;
        var label = LabelOf(table);
        var rows = data.TrainRows + data.ValidationRows + data.TestRows;
        var features = table.Columns.Count(column => column.Role == CsvColumnRole.Feature);
        var task = data.Task switch
        {
            Data.Rows.LearningTask.Regression => "a number",
            Data.Rows.LearningTask.Binary => $"one of two classes, '{data.ClassNames[0]}' and '{data.ClassNames[1]}' (which is true)",
            _ => $"one of {data.ClassCount} classes",
        };
        yield return $"{path}: {rows} rows, {features} columns of features. {label} is {task}"
            + (isLast ? "; it is the last column, --label NAME takes another." : ".");
        foreach (var remark in table.Remarks)
            yield return $"note: {remark}";
    }

    /// <summary>The label's column.</summary>
    public static string LabelOf(CsvData table) => table.Columns.First(column => column.Role == CsvColumnRole.Label).Name;

    /// <summary>The names that a suite file has for options of the commands.</summary>
    private static string InOptions(string message) => message
        .Replace("'ignore'", "--ignore", StringComparison.Ordinal).Replace("\"ignore\"", "--ignore", StringComparison.Ordinal)
        .Replace("'maxCategories'", "--max-categories", StringComparison.Ordinal)
        .Replace("\"maxCategories\"", "--max-categories", StringComparison.Ordinal);
}
