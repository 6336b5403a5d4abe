using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Model;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// The folds of a run's files: <c>folds/EXPERIMENT.csv</c> has a line for each row of the file, <c>row,fold</c>, so that another program
/// can be judged on the same rows. Rows are counted from 0 in the order of the file, without those that have no label; folds from 0.
/// </summary>
internal sealed class FoldFiles
{
    private readonly Dictionary<(string Suite, string Experiment), List<int[]>> _testRows = [];

    /// <summary>Takes in the rows of an experiment's next seed; seeds beyond the folds deal the rows anew, and are not written.</summary>
    public void Add(string suite, Experiment experiment, DataSet data)
    {
        if (experiment.Csv?.Folds is not { } folds || data.Test is not { } test)
            return;
        if (!_testRows.TryGetValue((suite, experiment.Name), out var rows))
            _testRows.Add((suite, experiment.Name), rows = []);
        if (rows.Count < folds)
            rows.Add([.. Enumerable.Range(0, test.RowCount).Select(test.RowNumber)]);
    }

    /// <summary>Writes the files; where suites have experiments of the same name, the suite's stands before it.</summary>
    public void Write(RunFolder folder)
    {
        var several = _testRows.Keys.Select(key => key.Suite).Distinct().Count() > 1;
        foreach (var ((suite, experiment), folds) in _testRows)
        {
            var rows = folds.SelectMany((numbers, fold) => numbers.Select(row => (Row: row, Fold: fold))).Order();
            folder.Write(
                Path.Combine("folds", $"{(several ? $"{suite}-" : "")}{experiment}.csv"),
                CsvText.Rows([["row", "fold"], .. rows.Select(row => (IReadOnlyList<object?>)[row.Row, row.Fold])]));
        }
    }
}
