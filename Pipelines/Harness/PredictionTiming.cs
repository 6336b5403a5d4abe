using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data;

namespace MlPipelines.Pipelines.Harness;

/// <summary>How long a fitted trainer takes for one row when it transforms many.</summary>
internal static class PredictionTiming
{
    private const int Passes = 3;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.5);

    /// <summary>Microseconds per row of the fastest pass over <paramref name="rows"/>: up to three, no more once half a second has gone.</summary>
    public static double MicrosecondsPerRow(ITransformer transformer, LearningTask task, IDataView rows)
    {
        double best = double.PositiveInfinity;
        var total = Clock.Start();
        for (int pass = 0; pass < Passes; pass++)
        {
            var clock = Clock.Start();
            long count = Read(transformer.Transform(rows), task);
            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / Math.Max(count, 1));
            if (total.Elapsed > Enough)
                break;
        }

        return best;
    }

    /// <summary>Reads the column that a program would read: the predicted class, or the score of a regression.</summary>
    private static long Read(IDataView predictions, LearningTask task) => task switch
    {
        LearningTask.Multiclass => Read<VBuffer<float>>(predictions, Columns.Score),
        LearningTask.Binary => Read<bool>(predictions, Columns.PredictedLabel),
        _ => Read<float>(predictions, Columns.Score),
    };

    private static long Read<T>(IDataView predictions, string name)
    {
        var column = predictions.Schema[name];
        using var cursor = predictions.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        T value = default!;
        long count = 0;
        while (cursor.MoveNext())
        {
            getter(ref value);
            count++;
        }

        return count;
    }
}
