using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;

namespace MlPipelines.Endurance.Repeating;

/// <summary>Fits pipelines again and again: the memory that stays must not grow.</summary>
public static class RepeatedFits
{
    private const int WarmUp = 20;
    private const long MostManaged = 1 << 20, MostWorkingSet = 48L << 20;

    /// <summary>
    /// Fits that many times each; false when after the first 20 fits the managed memory that stays grew by more than 1 MiB, the working set
    /// by more than 48 MiB, or threads were left behind.
    /// </summary>
    public static bool Run(int fits, Action<string> log)
    {
        var ml = new MLContext(seed: 1);
        return Run("network", fits, log, () => ml.MulticlassClassification.Trainers.Mlp(new MlpOptions
        {
            HiddenLayers = [128, 64],
            Epochs = 2,
            Threads = 2,
        })) & Run("trees", fits, log, () => ml.MulticlassClassification.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions
        {
            NumberOfTrees = 10,
            Threads = 2,
        })) & Run("TabM", fits, log, () => ml.MulticlassClassification.Trainers.TabM(new TabMOptions
        {
            HiddenLayers = [32],
            Members = 4,
            Epochs = 1,
            Threads = 2,
        }));
    }

    private static bool Run(string name, int fits, Action<string> log, Func<IEstimator<ITransformer>> trainer)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 2000)
            .Select(_ => new Row { Features = [.. Enumerable.Range(0, 64).Select(_ => random.NextSingle())] }).ToList();
        foreach (var row in rows)
            row.Label = row.Features[0] * row.Features[1] > 0.25f ? "high" : "low";

        var (first, firstSet, firstThreads) = (0L, 0L, 0);
        for (var fit = 1; fit <= fits; fit++)
        {
            Fit(rows, trainer());
            if (fit != WarmUp && fit % 20 != 0 && fit != fits)
                continue;
            var memory = GC.GetTotalMemory(forceFullCollection: true);
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            if (fit == WarmUp)
                (first, firstSet, firstThreads) = (memory, process.WorkingSet64, process.Threads.Count);
            log(FormattableString.Invariant(
                $"{name}, after {fit,3} fits: {memory / 1048576.0:F2} MiB managed, {process.WorkingSet64 / 1048576.0:F0} MiB working set, ")
                + $"{process.Threads.Count} threads");
            if (fit == fits)
            {
                return fit < WarmUp || (memory - first < MostManaged && process.WorkingSet64 - firstSet < MostWorkingSet
                    && process.Threads.Count <= firstThreads + 2);
            }
        }

        return true;
    }

    private static void Fit(List<Row> rows, IEstimator<ITransformer> trainer)
    {
        var ml = new MLContext(seed: 1);
        var model = ml.Transforms.NormalizeMeanVariance("Features").Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(trainer).Fit(ml.Data.LoadFromEnumerable(rows));
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
