using MlPipelines.Data;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Drawing;

/// <summary>Pictures of what trained learners say at places of a grid or a line, from the first seed that was asked.</summary>
internal static class PlacePictures
{
    public static IPicture? DecisionMap(DecisionMapSpec spec, Shown shown)
    {
        if (FirstOnGrid(shown, spec.Learner) is not var (ended, grid, values))
            return null;
        var classes = new int[grid.Rows, grid.Columns];
        for (var i = 0; i < grid.Count; i++)
            classes[i / grid.Columns, i % grid.Columns] = (int)values[i];
        return new DecisionMapPicture(
            $"{shown.Title}: {spec.Learner}, {shown.Experiment.NameOf(ended.Trial.Seed)}", spec.XLabel, spec.YLabel,
            (grid.Left, grid.Right, grid.Bottom, grid.Top), classes);
    }

    public static IPicture? Surface(SurfaceSpec spec, Shown shown)
    {
        if (FirstOnGrid(shown, spec.Learner) is not var (ended, grid, values))
            return null;
        var heights = new double[grid.Rows, grid.Columns];
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++) // the grid's first row is on top, the picture's at the front
            {
                heights[grid.Rows - 1 - row, column] = spec.Truth?.Invoke(grid.X(column), grid.Y(row))
                    ?? values[(row * grid.Columns) + column];
            }
        }

        return new SurfacePicture(
            spec.Truth is null ? $"{shown.Title}: {spec.Learner}, {shown.Experiment.NameOf(ended.Trial.Seed)}"
                : $"{shown.Title}: the truth", spec.XLabel, spec.YLabel,
            [.. Enumerable.Range(0, grid.Columns).Select(grid.X)], [.. Enumerable.Range(0, grid.Rows).Reverse().Select(grid.Y)], heights)
        { Heights = spec.Heights };
    }

    public static IPicture? Fit(FitSpec spec, Shown shown)
    {
        var asked = shown.Trials.Where(ended => ended.Result.PlacePredictions is not null && ended.Trial.Places is PredictionLine)
            .GroupBy(ended => ended.Trial.Learner).Select(group => group.First()).ToList();
        if (asked.Count == 0 || Samples(asked[0].Trial.DataSet, shown.Experiment.TrainRows) is not { } samples)
            return null;
        var curves = asked.Select(
            ended => Curve(ended.Trial.Learner, (PredictionLine)ended.Trial.Places!, i => ended.Result.PlacePredictions![i])).ToList();
        if (spec.Truth is not null)
        {
            var line = (PredictionLine)asked[0].Trial.Places!;
            curves.Add(Curve("the truth", line, i => spec.Truth(line.X(i))));
        }

        return new FitPicture(
            $"{shown.Title}: fit, {shown.Experiment.NameOf(asked[0].Trial.Seed)}", spec.XLabel, spec.YLabel, samples, curves);
    }

    private static (FinishedTrial Ended, PredictionGrid Grid, IReadOnlyList<float> Values)? FirstOnGrid(
        Shown shown, LearnerName learner) =>
        shown.Of(learner).FirstOrDefault(ended => ended.Result.PlacePredictions is not null) is { Trial.Places: PredictionGrid grid } first
            ? (first, grid, first.Result.PlacePredictions!)
            : null;

    private static Series Curve(string name, PredictionLine line, Func<int, double> value) =>
        new(name, [.. Enumerable.Range(0, line.Count).Select(line.X)], [.. Enumerable.Range(0, line.Count).Select(value)]);

    /// <summary>The training samples by their first feature; null for data that are read from files.</summary>
    private static Series? Samples(string dataSet, int? trainRows)
    {
        if (DataSets.Catalog.FirstOrDefault(set => set.Name == dataSet) is not { NeedsFiles: false })
            return null;
        var rows = DataSets.Load(dataSet, new DataSetOptions { TrainRows = trainRows }).Train;
        var features = new float[rows.FeatureCount];
        var (x, y) = (new double[rows.RowCount], new double[rows.RowCount]);
        for (var i = 0; i < rows.RowCount; i++)
        {
            rows.CopyFeatures(i, features);
            (x[i], y[i]) = (features[0], rows.GetLabel(i));
        }

        return new($"{rows.RowCount} training samples", x, y);
    }
}
