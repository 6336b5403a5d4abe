using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Pipelines;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>
/// Single rows through a trained pipeline of 784-128-10, saved and loaded: on one thread ML.NET's engine, on several the thread-safe
/// predictor on each of them at once. The shared workloads take the thread-safe predictor on one thread too.
/// </summary>
internal static class PredictionWorkload
{
    private const int Features = 784;
    private const int Rows = 256;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.5);

    /// <summary>The network alone: features in, class probabilities out.</summary>
    public static Report RunNetwork(string name, int threads) => Run<Scores>(name, threads, scaled: false, shared: threads > 1);

    /// <summary>The network alone through the thread-safe predictor.</summary>
    public static Report RunSharedNetwork(string name, int threads) => Run<Scores>(name, threads, scaled: false, shared: true);

    /// <summary>The network alone on drawn digits, whose background is 0; random rows of no zeros where the real ones are absent.</summary>
    public static Report RunDigits(string name, int threads) => Run<Scores>(name, threads, scaled: false, shared: threads > 1, Digits);

    /// <summary>Standardizing, the network, and the label's text.</summary>
    public static Report RunPipeline(string name, int threads) => Run<LabeledScores>(name, threads, scaled: true, shared: threads > 1);

    /// <summary>The whole pipeline through the thread-safe predictor.</summary>
    public static Report RunSharedPipeline(string name, int threads) => Run<LabeledScores>(name, threads, scaled: true, shared: true);

    private static Report Run<TOut>(string name, int threads, bool scaled, bool shared, Func<Digit[]>? source = null)
        where TOut : class, new()
    {
        var rows = (source ?? Uniform)();
        var pipeline = SavedAndLoaded(Fit(rows, scaled));
        using var engine = pipeline.CreatePredictionEngine<Digit, TOut>();
        using var predictor = pipeline.CreatePredictor<Digit, TOut>();
        Action<Digit, TOut> predict = shared ? (row, prediction) => predictor.Predict(row, ref prediction) : (row, prediction) =>
            engine.Predict(row, ref prediction);

        Measure(rows, predict);
        var best = 0.0;
        var allocated = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var tasks = Enumerable.Range(0, threads)
                .Select(_ => Task.Factory.StartNew(() => Measure(rows, predict), TaskCreationOptions.LongRunning)).ToArray();
            var measured = tasks.Select(task => task.GetAwaiter().GetResult()).ToArray();
            best = Math.Max(best, measured.Sum(m => m.RowsPerSecond));
            allocated = Math.Min(allocated, measured.Max(m => m.Allocated));
        }

        return new Report
        {
            Workload = name,
            Threads = threads,
            RowsPerS = Math.Round(best),
            MicrosecondsPerRow = Math.Round(
            threads * 1e6 / best, 3),
            AllocatedBytes = allocated
        };
    }

    private static (double RowsPerSecond, long Allocated) Measure<TOut>(Digit[] rows, Action<Digit, TOut> predict)
        where TOut : class, new()
    {
        var prediction = new TOut();
        foreach (var row in rows)
            predict(row, prediction);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        long count = 0;
        while (Stopwatch.GetElapsedTime(start) < Duration)
        {
            foreach (var row in rows)
                predict(row, prediction);
            count += rows.Length;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (count / seconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static TrainedPipeline Fit(Digit[] rows, bool scaled)
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(rows);
        IEstimator<ITransformer> trainer = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [128], Epochs = 1, Threads = 1 }))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var estimator = scaled ? ml.Transforms.NormalizeMeanVariance("Features").Append(trainer) : trainer;
        return new TrainedPipeline(estimator.Fit(data), data.Schema, ml: ml);
    }

    private static TrainedPipeline SavedAndLoaded(TrainedPipeline pipeline)
    {
        using var stream = new MemoryStream();
        pipeline.Save(stream);
        stream.Position = 0;
        return TrainedPipeline.Load(stream, "memory");
    }

    private static Digit[] Digits()
    {
        var samples = BenchmarkData.RawMnist().Samples;
        return [
            .. Enumerable.Range(0, Rows)
                .Select(
                    i => new Digit { Features = samples.Features.Slice(i * Features, Features)
                        .ToArray(), Label = $"{samples.Labels.Span[i]}" })];
    }

    private static Digit[] Uniform()
    {
        var random = new Xoshiro256(1, RandomPurpose.Generation);
        return [.. Enumerable.Range(0, Rows).Select(i => new Digit { Features = Uniform(random), Label = $"{i % 10}" })];
    }

    private static float[] Uniform(Xoshiro256 random)
    {
        var values = new float[Features];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)random.NextUniform(-1, 1);
        return values;
    }

    private sealed class Digit
    {
        [VectorType(PredictionWorkload.Features)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class Scores
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class LabeledScores
    {
        public ReadOnlyMemory<char> PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
