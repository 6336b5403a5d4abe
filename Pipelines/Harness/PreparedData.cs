using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>
/// A data set with labels mapped and features scaled, fitted on the training rows alone, kept in memory for every trial that shares it.
/// </summary>
internal sealed class PreparedData
{
    private PreparedData(TransformerChain<ITransformer> model, IReadOnlyList<(string Name, IDataView Rows)> splits, TimeSpan elapsed)
    {
        Model = model;
        Splits = splits;
        Elapsed = elapsed;
    }

    /// <summary>The fitted preprocessing.</summary>
    public TransformerChain<ITransformer> Model { get; }

    /// <summary>The splits that the data set has, by name, training rows first.</summary>
    public IReadOnlyList<(string Name, IDataView Rows)> Splits { get; }

    /// <summary>The rows to fit on.</summary>
    public IDataView Train => Splits[0].Rows;

    /// <summary>The time that fitting and transforming took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Fits on the training rows, transforms every split once and keeps the rows in memory, in their order.</summary>
    public static PreparedData Create(DataSet data, FeatureScaling scaling, CancellationToken cancellation)
    {
        var clock = Clock.Start();
        var ml = new MLContext(seed: 0);
        IDataView train = new CancellableView(data.Train, cancellation);
        var steps = new List<IEstimator<ITransformer>>();
        if (scaling.CreateEstimator(ml) is { } scale)
            steps.Add(scale);
        if (data.Task == LearningTask.Multiclass)
        {
            steps.Add(
                ml.Transforms.Conversion.MapValueToKey(Columns.Label, keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue));
        }

        var fitted = new List<ITransformer>();
        foreach (var step in steps)
        {
            var transformer = step.Fit(train);
            train = transformer.Transform(train);
            fitted.Add(transformer);
        }

        var splits = new List<(string, IDataView)>();
        foreach (var (name, rows) in new[] { (Split.Train, data.Train), (Split.Validation, data.Validation), (Split.Test, data.Test) })
        {
            if (rows is null)
                continue;
            IDataView view = new CancellableView(rows, cancellation);
            view = fitted.Aggregate(view, (current, transformer) => transformer.Transform(current));
            splits.Add((name, InMemory(ml, view)));
        }

        return new PreparedData(new TransformerChain<ITransformer>([.. fitted]), splits, clock.Elapsed);
    }

    /// <summary>Reads the rows once, so that the first trial does not pay for the others.</summary>
    private static IDataView InMemory(MLContext ml, IDataView view)
    {
        var cached = ml.Data.Cache(view, Columns.Features, Columns.Label);
        using var cursor = cached.GetRowCursor([cached.Schema[Columns.Features], cached.Schema[Columns.Label]]);
        while (cursor.MoveNext())
        {
        }

        return cached;
    }
}
