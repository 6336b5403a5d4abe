using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>How long a fitted trainer takes for one row when it transforms many.</summary>
internal static class PredictionTiming
{
    private const int Passes = 3;
    private const int ComputedAhead = 10;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPass = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Microseconds per row of the fastest pass over <paramref name="rows"/>: up to three, no more once half a second has gone. A pass ends
    /// after half a second, and is of the rows that it read till then, at least one.
    /// </summary>
    /// <param name="transformer">What predicts.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    public static double MicrosecondsPerRow(ITransformer transformer, LearningTask task, IDataView rows, TimeProvider? time = null)
    {
        var best = double.PositiveInfinity;
        var total = Clock.Start(time);
        for (var pass = 0; pass < Passes; pass++)
        {
            var (count, taken) = Read(transformer.Transform(rows), task, time);
            best = Math.Min(best, taken.TotalMicroseconds / Math.Max(count, 1));
            if (total.Elapsed > Enough)
                break;
        }

        return best;
    }

    /// <summary>Reads the column that a program would read: the predicted class, or the score of a regression.</summary>
    private static (long Rows, TimeSpan Time) Read(IDataView predictions, LearningTask task, TimeProvider? time) => task switch
    {
        LearningTask.Multiclass => Read<VBuffer<float>>(predictions, Columns.Score, time),
        LearningTask.Binary => Read<bool>(predictions, Columns.PredictedLabel, time),
        _ => Read<float>(predictions, Columns.Score, time),
    };

    /// <summary>
    /// Reads a column. The clock is looked at seldom where rows are cheap. After the longest time reading ends at the next row that takes
    /// time: rows that a model computed ahead, with those before, count too.
    /// </summary>
    private static (long Rows, TimeSpan Time) Read<T>(IDataView predictions, string name, TimeProvider? provider)
    {
        var clock = Clock.Start(provider);
        var column = predictions.Schema[name];
        using var cursor = predictions.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        T value = default!;
        long count = 0, next = 1, stride = 1;
        (long Rows, TimeSpan Time) seen = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            if (++count < next)
                continue;
            var now = clock.Elapsed;
            var (rows, time) = (count - seen.Rows, now - seen.Time);
            if (seen.Time > LongestPass && time / rows > seen.Time / seen.Rows / ComputedAhead)
                return seen;
            if (now > LongestPass)
                stride = 1;
            else if (time < BetweenLooks)
                stride *= 2;
            (seen, next) = ((count, now), count + stride);
        }

        return (count, clock.Elapsed);
    }
}

/// <summary>How long one prediction through ML.NET's <c>PredictionEngine</c> takes, in microseconds.</summary>
/// <param name="Median">Half of the predictions take no longer.</param>
/// <param name="Percentile99">99 of 100 predictions take no longer.</param>
public readonly record struct SingleRowLatency(double Median, double Percentile99)
{
    private const int WarmUp = 50;
    private const int Most = 1000;
    private const long MostBytes = 64L << 20;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(0.2);

    /// <summary>
    /// Predicts the first rows one by one, up to 1000 of them (fewer where they are large) and no longer than a tenth of a second after
    /// the warm-up.
    /// </summary>
    internal static SingleRowLatency Measure(MLContext ml, ITransformer transformer, LearningTask task, IDataView rows) => task switch
    {
        LearningTask.Multiclass => Measure<ClassScores>(ml, transformer, rows),
        LearningTask.Binary => Measure<BinaryPrediction>(ml, transformer, rows),
        _ => Measure<RegressionPrediction>(ml, transformer, rows),
    };

    private static SingleRowLatency Measure<TPrediction>(MLContext ml, ITransformer transformer, IDataView rows)
        where TPrediction : class, new()
    {
        var inputs = Read(rows);
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Features)].ColumnType = rows.Schema[Columns.Features].Type;
        using var engine = ml.Model.CreatePredictionEngine<Row, TPrediction>(transformer, inputSchemaDefinition: definition);
        var prediction = new TPrediction();
        var total = Clock.Start();
        for (var i = 0; i < WarmUp && (i == 0 || total.Elapsed < LongestWarmUp); i++)
            engine.Predict(inputs[i % inputs.Count], ref prediction);

        var times = new List<double>(inputs.Count);
        total = Clock.Start();
        foreach (var input in inputs)
        {
            var start = Stopwatch.GetTimestamp();
            engine.Predict(input, ref prediction);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            if (total.Elapsed > Enough)
                break;
        }

        times.Sort();
        return new SingleRowLatency(times[times.Count / 2], times[(times.Count - 1) * 99 / 100]);
    }

    private static List<Row> Read(IDataView rows)
    {
        var inputs = new List<Row>();
        var column = rows.Schema[Columns.Features];
        using var cursor = rows.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> features = default;
        long bytes = 0;
        while (inputs.Count < Most && bytes < MostBytes && cursor.MoveNext())
        {
            getter(ref features);
            inputs.Add(new Row { Features = [.. features.DenseValues()] });
            bytes += (long)features.Length * sizeof(float);
        }

        return inputs;
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class ClassScores
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class BinaryPrediction
    {
        public bool PredictedLabel { get; set; }
    }

    private sealed class RegressionPrediction
    {
        public float Score { get; set; }
    }
}

/// <summary>A running stopwatch without allocation.</summary>
internal readonly struct Clock
{
    private readonly TimeProvider _time;
    private readonly long _start;

    private Clock(TimeProvider time) => (_time, _start) = (time, time.GetTimestamp());

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Starts now.</summary>
    /// <param name="time">Where time comes from; null for the machine.</param>
    public static Clock Start(TimeProvider? time = null) => new(time ?? TimeProvider.System);
}
