using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>Which class a trained learner names at each place, from the first seed that was asked: see <see cref="PredictionMap"/>.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Learner">The learner.</param>
/// <param name="XLabel">The first feature, with its unit.</param>
/// <param name="YLabel">The second feature, with its unit.</param>
public sealed record DecisionMapSpec(string Name, string Learner, string XLabel, string YLabel) : PictureSpec(Name)
{
    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        if (trials.FirstOrDefault(record => record.Trial.Learner == Learner && record.Result.GridPredictions is not null) is not { } record || PredictionMap.Of(record.Trial) is not PredictionGrid grid)
            return null;
        var classes = new int[grid.Rows, grid.Columns];
        for (int i = 0; i < grid.Count; i++)
            classes[i / grid.Columns, i % grid.Columns] = (int)record.Result.GridPredictions![i];
        return new DecisionMapPicture($"{title}: {Learner}, seed {record.Trial.Seed}", XLabel, YLabel, (grid.Left, grid.Right, grid.Bottom, grid.Top), classes);
    }
}
