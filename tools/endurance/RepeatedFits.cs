using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;

namespace MlPipelines.Endurance;

/// <summary>Fits a pipeline with a network again and again: the memory that stays must not grow.</summary>
public static class RepeatedFits
{
    private const int WarmUp = 20;

    /// <summary>
    /// Fits that many times; false when the managed memory that stays grew by more than 1 MiB after the first 20 fits, or threads were left
    /// behind.
    /// </summary>
    public static bool Run(int fits, Action<string> log)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 2000)
            .Select(_ => new Row { Features = [.. Enumerable.Range(0, 64).Select(_ => random.NextSingle())] }).ToList();
        foreach (var row in rows)
            row.Label = row.Features[0] * row.Features[1] > 0.25f ? "high" : "low";

        var (first, firstThreads) = (0L, 0);
        for (var fit = 1; fit <= fits; fit++)
        {
            Fit(rows);
            if (fit != WarmUp && fit % 20 != 0 && fit != fits)
                continue;
            var memory = GC.GetTotalMemory(forceFullCollection: true);
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            if (fit == WarmUp)
                (first, firstThreads) = (memory, process.Threads.Count);
            log(
                $"after {fit,3} fits: {memory / 1048576.0:F2} MiB managed, {process.WorkingSet64 / 1048576.0:F0} MiB working set, "
                    + $"{process.Threads.Count} threads");
            if (fit == fits)
                return fit < WarmUp || (memory - first < 1 << 20 && process.Threads.Count <= firstThreads + 2);
        }

        return true;
    }

    private static void Fit(List<Row> rows)
    {
        var ml = new MLContext(seed: 1);
        var model = ml.Transforms.NormalizeMeanVariance("Features").Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [128, 64], Epochs = 2, Threads = 2 }))
            .Fit(ml.Data.LoadFromEnumerable(rows));
        using var engine = ml.Model.CreatePredictionEngine<Row, Prediction>(model);
        engine.Predict(rows[0]);
    }

    private sealed class Row
    {
        [VectorType(64)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }
}
