using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>
/// A data set with labels mapped, missing features filled in and features scaled, fitted on the training rows alone, kept in memory for
/// every trial that shares it where it is not too large.
/// </summary>
internal sealed class PreparedData
{
    /// <summary>The most bytes of the copy of a split in memory: images are kept as the bytes that the data set has.</summary>
    public const long MostCopiedBytes = 256L << 20;

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

    /// <summary>
    /// Fits on the training rows, transforms every split once and keeps the rows in memory, in their order. Those of a split that is too
    /// large for a copy are read from the data set's storage and transformed each time.
    /// </summary>
    public static PreparedData Create(DataSet data, FeatureScaling scaling, MissingFeatures missing, CancellationToken cancellation)
    {
        var clock = Clock.Start();
        var ml = new MLContext(seed: 0);
        IDataView train = new CancellableView(data.Train, cancellation);
        var steps = new List<IEstimator<ITransformer>>();
        if (missing == MissingFeatures.Imputed && !IsOfPictures(data))
            steps.Add(ml.Transforms.ImputeMissingValues(Columns.Features));
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
        (string, MatrixDataView?)[] all =
            [(Split.Train, data.Train), (Split.Validation, data.Validation), (Split.Test, data.Test), (Split.LargeTest, data.LargeTest)];
        foreach (var (name, rows) in all)
        {
            if (rows is not null)
                splits.Add((name, IsLarge(rows) ? Prepared(rows) : InMemory(ml, Prepared(new CancellableView(rows, cancellation)))));
        }

        IDataView Prepared(IDataView rows) => fitted.Aggregate(rows, (current, transformer) => transformer.Transform(current));

        return new PreparedData(new TransformerChain<ITransformer>([.. fitted]), splits, clock.Elapsed);
    }

    /// <summary>
    /// These rows with a preprocessing that fills in missing features, for rows that it will meet later: the rows here have none, so that
    /// they are the same with it.
    /// </summary>
    public PreparedData WithImputation(DataSet data, CancellationToken cancellation)
    {
        if (IsOfPictures(data))
            return this;
        var clock = Clock.Start();
        var imputation = new MLContext(seed: 0).Transforms.ImputeMissingValues(Columns.Features)
            .Fit(new CancellableView(data.Train, cancellation));
        return new PreparedData(new TransformerChain<ITransformer>([imputation, .. Model]), Splits, Elapsed + clock.Elapsed);
    }

    /// <summary>Whether a feature of any split is missing.</summary>
    public static bool HasMissing(DataSet data) =>
        new[] { data.Train, data.Validation, data.Test, data.LargeTest }.Any(rows => rows is { HasMissingFeatures: true });

    /// <summary>Whether features are pixels, which are never missing: a look at each of them would cost and give nothing.</summary>
    private static bool IsOfPictures(DataSet data) => data.ImageShape is not null;

    /// <summary>Whether a copy of the rows as Single would take more than <see cref="MostCopiedBytes"/>.</summary>
    private static bool IsLarge(MatrixDataView rows) => (long)rows.RowCount * rows.FeatureCount * sizeof(float) > MostCopiedBytes;

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
