namespace MlPipelines.Reporting.Results;

/// <summary>A figure of a learner in two runs.</summary>
/// <param name="Title">The experiment's whole name.</param>
/// <param name="DataSet">The data set.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Column">What the figure is: the first column of the one run.</param>
/// <param name="First">It in the one run; null where it is not there.</param>
/// <param name="Second">It in the other.</param>
public sealed record PairedFigures(string Title, string DataSet, string Learner, FigureColumn Column, Cell? First, Cell? Second)
{
    /// <summary>The second less the first; null where one is missing.</summary>
    public double? Difference => Second?.Mean - First?.Mean;

    /// <summary>Whether the mean of each run lies outside the interval of the other.</summary>
    public bool IsApart => First is { } first && Second is { } second && IsOutside(first.Mean, second) && IsOutside(second.Mean, first);

    /// <summary>The figures that either run has of an experiment and data set that both have.</summary>
    public static List<PairedFigures> Of(RunFigures first, RunFigures second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var found = new List<PairedFigures>();
        foreach (var experiment in first.Experiments)
        {
            foreach (var group in experiment.Groups)
            {
                var other = second.Experiments.FirstOrDefault(candidate => candidate.Title == experiment.Title)?.Groups
                    .FirstOrDefault(candidate => candidate.DataSet == group.DataSet);
                if (other is null || group.Columns.Count == 0)
                    continue;
                var column = other.Columns.ToList().FindIndex(candidate => candidate.Name == group.Columns[0].Name);
                if (column < 0)
                    continue;
                found.AddRange(group.Learners.Select(learner => learner.Name).Union(other.Learners.Select(learner => learner.Name))
                    .Select(name => new PairedFigures(
                        experiment.Title, group.DataSet, name, group.Columns[0], CellOf(group, name, 0), CellOf(other, name, column))));
            }
        }

        return found;
    }

    private static bool IsOutside(double value, Cell cell) =>
        cell.Low is { } low && cell.High is { } high ? value < low || value > high : value != cell.Mean;

    private static Cell? CellOf(GroupFigures group, string learner, int column) =>
        group.Learners.FirstOrDefault(candidate => candidate.Name == learner)?.Cells[column];
}

/// <summary>The gradients that <c>verify</c> tested.</summary>
/// <param name="Columns">The columns of its table.</param>
/// <param name="Rows">Its rows, the name first and last whether the gradient is right.</param>
/// <param name="Picture">Its picture; null for none.</param>
public sealed record VerifiedGradients(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, PictureFigures? Picture)
{
    /// <summary>The rules of style that the picture needs; empty for none.</summary>
    public string PictureRules { get; init; } = "";
}
