using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A function of two features as a surface: what a trained learner says, from the first seed that was asked (see <see cref="PredictionMap"/>), or the truth.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Learner">The learner; for the truth, one whose grid it is drawn on.</param>
/// <param name="XLabel">The first feature, with its unit.</param>
/// <param name="YLabel">The second feature, with its unit.</param>
/// <param name="Heights">The heights of the lowest and the highest colour, the same for surfaces that are compared.</param>
public sealed record SurfaceSpec(string Name, string Learner, string XLabel, string YLabel, (double Low, double High) Heights) : PictureSpec(Name)
{
    /// <summary>The function that is the truth; null for what the learner says.</summary>
    public Func<double, double, double>? Truth { get; init; }

    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        if (trials.FirstOrDefault(record => record.Trial.Learner == Learner && record.Result.GridPredictions is not null) is not { } record || PredictionMap.Of(record.Trial) is not PredictionGrid grid)
            return null;
        var heights = new double[grid.Rows, grid.Columns];
        for (int row = 0; row < grid.Rows; row++)
        {
            for (int column = 0; column < grid.Columns; column++) // the grid's first row is on top, the picture's at the front
                heights[grid.Rows - 1 - row, column] = Truth?.Invoke(grid.X(column), grid.Y(row)) ?? record.Result.GridPredictions![(row * grid.Columns) + column];
        }

        return new SurfacePicture(
            Truth is null ? $"{title}: {Learner}, seed {record.Trial.Seed}" : $"{title}: the truth", XLabel, YLabel,
            [.. Enumerable.Range(0, grid.Columns).Select(grid.X)], [.. Enumerable.Range(0, grid.Rows).Reverse().Select(grid.Y)], heights)
        { Heights = Heights };
    }
}
