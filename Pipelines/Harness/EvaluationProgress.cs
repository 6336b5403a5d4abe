using Microsoft.ML;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Pipelines.Harness;

/// <summary>
/// Tells how far the evaluation after a fit is, once a second: of images it takes as long as a part of the training. One that is shorter
/// tells nothing.
/// </summary>
internal static class EvaluationProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What is to be told each row, from 1, of one pass over rows; null where nobody listens.</summary>
    /// <param name="progress">Who listens, or null.</param>
    /// <param name="split">The split's name.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    public static Action<long>? Of(IProgress<FitProgress>? progress, string split, IDataView rows, TimeProvider? time = null)
    {
        if (progress is null)
            return null;
        var (clock, last, count) = (Clock.Start(time), TimeSpan.Zero, (int?)rows.GetRowCount());
        return row =>
        {
            var now = clock.Elapsed;
            if (now - last < Interval)
                return;
            last = now;
            progress.Report(new FitProgress((int)row, count, $"evaluation: {split} row"));
        };
    }
}
