using System.Diagnostics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>What a frozen backbone gives for images: the same features each time, so they are computed once and can be kept.</summary>
/// <param name="backbone">The network without its head.</param>
/// <param name="threads">Threads that work on a batch.</param>
/// <param name="cacheFolder">Where features are kept; null for nowhere.</param>
internal sealed class BackboneFeatures(Network<float> backbone, int threads, string? cacheFolder)
{
    private const int Batch = 32;
    private readonly FeatureStore? _store = cacheFolder is null ? null : FeatureStore.Open(cacheFolder, backbone, "in batches");

    /// <summary>Told how many images are done; null for nobody.</summary>
    public IProgress<FeatureProgress>? Progress { get; init; }

    /// <summary>Stops the work before its next batch.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Seconds that were spent so far.</summary>
    public double Seconds { get; private set; }

    /// <summary>The samples with features in place of pixels; labels and weights are the same.</summary>
    public SampleSet<float> Of(SampleSet<float> samples)
    {
        var start = Stopwatch.GetTimestamp();
        var features = new float[checked(samples.Count * backbone.OutputSize)];
        var known = _store?.Read() ?? [];
        var rows = Enumerable.Range(0, samples.Count);
        string[] keys = _store is null ? [] : [.. rows.Select(row => FeatureStore.KeyOf(Pixels(samples, row)))];
        List<int> missing = [];
        for (var row = 0; row < samples.Count; row++)
        {
            if (_store is not null && known.TryGetValue(keys[row], out var found))
                found.CopyTo(features, row * backbone.OutputSize);
            else
                missing.Add(row);
        }

        Compute(samples, missing, features);
        var width = backbone.OutputSize;
        _store?.Add([.. missing.Select(row => (keys[row], new ReadOnlyMemory<float>(features, row * width, width)))]);
        Seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        return SampleSet<float>.Classification(features, backbone.OutputSize, samples.Labels, samples.Classes, samples.Weights);
    }

    private static ReadOnlySpan<byte> Pixels(SampleSet<float> samples, int row) =>
        samples.Pixels.Span.Slice(row * samples.Columns, samples.Columns);

    /// <summary>Computes the features of some rows, batch by batch.</summary>
    private void Compute(SampleSet<float> samples, List<int> rows, float[] features)
    {
        var (columns, outputs) = (samples.Columns, backbone.OutputSize);
        var (x, y) = (new float[Batch * columns], new float[Batch * outputs]);
        for (var start = 0; start < rows.Count; start += Batch)
        {
            Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Batch, rows.Count - start);
            for (var i = 0; i < count; i++)
            {
                var pixels = Pixels(samples, rows[start + i]);
                for (var j = 0; j < columns; j++)
                    x[i * columns + j] = pixels[j];
            }

            backbone.Predict(x.AsSpan(0, count * columns), count, y.AsSpan(0, count * outputs), threads);
            for (var i = 0; i < count; i++)
                y.AsSpan(i * outputs, outputs).CopyTo(features.AsSpan(rows[start + i] * outputs));
            Progress?.Report(new FeatureProgress(start + count, rows.Count));
        }
    }
}
