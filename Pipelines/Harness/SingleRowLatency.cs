using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data;

namespace MlPipelines.Pipelines.Harness;

/// <summary>How long one prediction through ML.NET's <c>PredictionEngine</c> takes, in microseconds.</summary>
/// <param name="Median">Half of the predictions take no longer.</param>
/// <param name="Percentile99">99 of 100 predictions take no longer.</param>
public readonly record struct SingleRowLatency(double Median, double Percentile99)
{
    private const int WarmUp = 50;
    private const int Most = 1000;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.1);

    /// <summary>Predicts the first rows one by one, up to 1000 of them and no longer than a tenth of a second after the warm-up.</summary>
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
        for (int i = 0; i < WarmUp; i++)
            engine.Predict(inputs[i % inputs.Count], ref prediction);

        var times = new List<double>(inputs.Count);
        var total = Clock.Start();
        foreach (var input in inputs)
        {
            long start = Stopwatch.GetTimestamp();
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
        while (inputs.Count < Most && cursor.MoveNext())
        {
            getter(ref features);
            inputs.Add(new Row { Features = [.. features.DenseValues()] });
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
