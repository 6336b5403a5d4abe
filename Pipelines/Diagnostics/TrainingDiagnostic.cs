using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Diagnostics;

/// <summary>Measures something of a network's training beside its history: it is shown the start, every update and the end.</summary>
public abstract class TrainingDiagnostic : ITrainingObserver<float>
{
    /// <summary>What was measured, once the training has ended.</summary>
    public abstract IReadOnlyList<HistoryPoint> Points { get; }

    /// <inheritdoc/>
    public virtual void OnStart(Network<float> network, TrainingOptions options)
    {
    }

    /// <inheritdoc/>
    public virtual void OnIteration(in TrainingIteration<float> iteration)
    {
    }

    /// <inheritdoc/>
    public virtual void OnEnd(TrainingEnd<float> end)
    {
    }
}

/// <summary>Several diagnostics as one observer, each shown every step in turn.</summary>
internal sealed class TrainingDiagnostics(IReadOnlyList<TrainingDiagnostic> diagnostics) : ITrainingObserver<float>
{
    public void OnStart(Network<float> network, TrainingOptions options)
    {
        foreach (var diagnostic in diagnostics)
            diagnostic.OnStart(network, options);
    }

    public void OnIteration(in TrainingIteration<float> iteration)
    {
        foreach (var diagnostic in diagnostics)
            diagnostic.OnIteration(in iteration);
    }

    public void OnEnd(TrainingEnd<float> end)
    {
        foreach (var diagnostic in diagnostics)
            diagnostic.OnEnd(end);
    }
}

/// <summary>Some rows of many, spread evenly: the first ones would be of few classes where rows are sorted.</summary>
internal static class SpreadRows
{
    /// <summary>At most so many rows with their targets, without weights; all of them where there are not more.</summary>
    public static SampleSet<float> Of(SampleSet<float> samples, int most)
    {
        if (samples.Count <= most)
            return samples;
        int[] rows = [.. Enumerable.Range(0, most).Select(i => (int)((long)i * samples.Count / most))];
        var features = Gathered(samples.Features.Span, samples.Columns, rows);
        return samples.Classes > 0
            ? SampleSet<float>.Classification(features, samples.Columns, Gathered(samples.Labels.Span, 1, rows), samples.Classes)
            : SampleSet<float>.Regression(
                features, samples.Columns, Gathered(samples.Targets.Span, samples.TargetColumns, rows), samples.TargetColumns);
    }

    private static T[] Gathered<T>(ReadOnlySpan<T> values, int columns, int[] rows)
    {
        var chosen = new T[rows.Length * columns];
        for (var i = 0; i < rows.Length; i++)
            values.Slice(rows[i] * columns, columns).CopyTo(chosen.AsSpan(i * columns));
        return chosen;
    }
}
