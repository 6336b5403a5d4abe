using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Data;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>
/// What every learner says along a line (see <see cref="PredictionLine"/>), from the first seed that was asked, over the training samples, for data that are
/// generated: the samples are generated again.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="XLabel">The feature, with its unit.</param>
/// <param name="YLabel">The target, with its unit.</param>
/// <param name="Truth">The function without noise; null to leave it out.</param>
public sealed record FitSpec(string Name, string XLabel, string YLabel, Func<double, double>? Truth = null) : PictureSpec(Name)
{
    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var asked = trials.Where(record => record.Result.GridPredictions is not null && PredictionMap.Of(record.Trial) is PredictionLine).GroupBy(record => record.Trial.Learner).Select(group => group.First()).ToList();
        if (asked.Count == 0 || Samples(asked[0]) is not { } samples)
            return null;
        var curves = asked.Select(record => Curve(record.Trial.Learner, (PredictionLine)PredictionMap.Of(record.Trial)!, i => record.Result.GridPredictions![i])).ToList();
        if (Truth is not null)
        {
            var line = (PredictionLine)PredictionMap.Of(asked[0].Trial)!;
            curves.Add(Curve("the truth", line, i => Truth(line.X(i))));
        }

        return new FitPicture($"{title}: fit, seed {asked[0].Trial.Seed}", XLabel, YLabel, samples, curves);
    }

    private static Series Curve(string name, PredictionLine line, Func<int, double> value) =>
        new(name, [.. Enumerable.Range(0, line.Count).Select(line.X)], [.. Enumerable.Range(0, line.Count).Select(value)]);

    /// <summary>The training samples by their first feature; null for data that are read from files.</summary>
    private static Series? Samples(TrialRecord record)
    {
        if (DataSets.Catalog.FirstOrDefault(set => set.Name == record.Trial.DataSet) is not { NeedsFiles: false })
            return null;
        var rows = DataSets.Load(record.Trial.DataSet, new DataSetOptions { TrainRows = record.Trial.Experiment.TrainRows }).Train;
        float[] features = new float[rows.FeatureCount];
        var (x, y) = (new double[rows.RowCount], new double[rows.RowCount]);
        for (int i = 0; i < rows.RowCount; i++)
        {
            rows.CopyFeatures(i, features);
            (x[i], y[i]) = (features[0], rows.GetLabel(i));
        }

        return new($"{rows.RowCount} training samples", x, y);
    }
}
