using MlPipelines.Data.Files;

namespace MlPipelines.Data.Tables;

/// <summary>What is wrong with the columns of a file: all of it is told at once.</summary>
internal sealed class ColumnProblems(string path)
{
    private const int MostListed = 20;

    private readonly List<(long? Line, string Column, string Text)> _found = [];

    public void Add(string column, string text, long? line = null) => _found.Add((line, column, text));

    public void AddAll(ColumnProblems other) => _found.AddRange(other._found);

    /// <exception cref="DataFileException">A column has a problem.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count == 0)
            return;
        (var line, var column, var text) = _found[0];
        if (_found.Count == 1)
            throw new DataFileException($"{path}{Place(_found[0])}: {text}") { File = path, Line = line, Column = column };
        var listed = _found.Take(MostListed).Select(problem => $"\n  {Place(problem)[2..]}: {problem.Text}");
        var more = _found.Count > MostListed ? $"\n  and {_found.Count - MostListed} more" : "";
        throw new DataFileException($"{path}: {_found.Count} columns cannot be read as they are:{string.Concat(listed)}{more}")
        {
            File = path,
            Line = line,
            Column = column,
        };
    }

    private static string Place((long? Line, string Column, string Text) problem) =>
        $"{(problem.Line is { } line ? $", line {line}" : "")}, column '{problem.Column}'";
}
