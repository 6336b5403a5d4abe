using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Model;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// The folds of a run's files, so that another program can be judged on the same rows: <c>folds/EXPERIMENT.csv</c> has a line
/// <c>row,fold</c> for each row that is tested on. Rows are counted from 0 in the order of the file, those without a label left out; folds
/// from 0. Rows of folds that are not run are not in it.
/// </summary>
internal sealed class FoldFiles
{
    private readonly Dictionary<(string Suite, string Experiment), List<(int Row, int Fold)>> _rows = [];

    /// <summary>Takes in the rows of a seed; seeds beyond the folds deal the rows anew, and are not written.</summary>
    public void Add(string suite, Experiment experiment, int seed, DataSet data)
    {
        if (experiment.Csv?.Folds is not { } folds || seed > folds || data.Test is not { } test)
            return;
        if (!_rows.TryGetValue((suite, experiment.Name), out var rows))
            _rows.Add((suite, experiment.Name), rows = []);
        rows.AddRange(Enumerable.Range(0, test.RowCount).Select(i => (test.RowNumber(i), seed - 1)));
    }

    /// <summary>Writes the files; where several suites have folds, each has a folder of its own.</summary>
    public void Write(RunFolder folder)
    {
        var several = _rows.Keys.Select(key => key.Suite).Distinct().Count() > 1;
        foreach (var ((suite, experiment), rows) in _rows)
        {
            folder.Write(
                Path.Combine("folds", several ? suite : "", $"{experiment}.csv"),
                CsvText.Rows([["row", "fold"], .. rows.Order().Select(row => (IReadOnlyList<object?>)[row.Row, row.Fold])]));
        }
    }
}
