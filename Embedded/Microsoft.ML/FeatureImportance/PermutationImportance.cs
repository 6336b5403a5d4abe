using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.FeatureImportance;

/// <summary>
/// How much a model's metrics change when the values of one feature are shuffled among the rows (L. Breiman, Random Forests, 2001).
/// </summary>
/// <typeparam name="TMetrics">The metrics of the task.</typeparam>
/// <typeparam name="TStatistics">Their statistics.</typeparam>
internal sealed class PermutationImportance<TMetrics, TStatistics>
    where TStatistics : IMetricsStatistics<TMetrics>
{
    /// <summary>The environment, whose seed decides the shuffles.</summary>
    public required IHostEnvironment Environment { get; init; }

    public required Func<TStatistics> CreateStatistics { get; init; }

    public required Func<IDataView, TMetrics> Evaluate { get; init; }

    public required bool UseFeatureWeightFilter { get; init; }

    public required int? NumberOfExamples { get; init; }

    public required int PermutationCount { get; init; }

    /// <summary>The statistics of each slot of the feature column, as changes from the metrics of the data as it is.</summary>
    public ImmutableArray<TStatistics> Compute(ISingleFeaturePredictionTransformer<object> model, IDataView data)
    {
        Check.NotNull(data);
        IHost host = Environment.Register("PermutationFeatureImportance");
        Check.Param(NumberOfExamples is null or > 0, "numberOfExamplesToUse", "Provide how many examples to use (positive number) or set to null to use whole dataset.");
        Check.Param(PermutationCount > 0, "permutationCount", $"Must be positive, not {PermutationCount}.");
        TMetrics baseline = Evaluate(model.Transform(data));
        DataViewSchema.Column features = data.Schema[model.FeatureColumnName];
        IReadOnlyList<float>? weights = UseFeatureWeightFilter ? WeightsOf(model.Model) : null;
        var random = HybridTausworthe.Create(host.Rand.Next());
        var importances = ImmutableArray.CreateBuilder<TStatistics>();
        for (int slot = 0; slot < features.Type.ValueCount(); slot++)
        {
            TStatistics statistics = CreateStatistics();
            bool isUnused = weights?[slot] == 0;
            float[] values = isUnused ? [] : ReadSlot(data, features, slot);
            for (int permutation = 0; permutation < PermutationCount; permutation++)
            {
                TMetrics metrics = baseline; // that of a feature the model does not use
                if (!isUnused)
                {
                    Shuffling.Shuffle<float>(random, values);
                    IDataView permuted = new PermutedSlot(features.Name, slot, values).Transform(data);
                    metrics = Evaluate(model.Transform(NumberOfExamples is null ? permuted : new DataOperationsCatalog(Environment).TakeRows(permuted, values.Length)));
                }

                statistics.Add(metrics, baseline);
            }

            importances.Add(statistics);
        }

        return importances.ToImmutable();
    }

    /// <summary>The same by slot name, "Slot i" where there is none, of the last model in a chain.</summary>
    public ImmutableDictionary<string, TStatistics> ComputeByName(ITransformer model, IDataView data)
    {
        ISingleFeaturePredictionTransformer<object> last = LastModel(Check.NotNull(model));
        ImmutableArray<TStatistics> importances = Compute(last, data);
        DataViewSchema.Column features = data.Schema[last.FeatureColumnName];
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (features.HasSlotNames())
            features.GetSlotNames(ref names);
        var named = ImmutableDictionary.CreateBuilder<string, TStatistics>();
        for (int slot = 0; slot < importances.Length; slot++)
        {
            string name = names.Length > 0 ? names.GetItemOrDefault(slot).ToString() : "";
            named.Add(name.Length > 0 ? name : $"Slot {slot}", importances[slot]);
        }

        return named.ToImmutable();
    }

    private static ISingleFeaturePredictionTransformer<object> LastModel(ITransformer model)
    {
        IEnumerable<ITransformer> transformers = model is ITransformerChain chain ? chain.Transformers.Reverse() : [model];
        return transformers.OfType<ISingleFeaturePredictionTransformer<object>>().FirstOrDefault()
            ?? throw new ArgumentNullException(nameof(model), "The model provided does not have a compatible predictor");
    }

    private static IReadOnlyList<float>? WeightsOf(object model) => model switch
    {
        LinearModelParameters linear => linear.Weights,
        IFeatureWeights weighted => weighted.GetFeatureWeights(),
        Calibrators.CalibratedModelParametersBase calibrated => WeightsOf(calibrated.SubModel),
        _ => null,
    };

    private float[] ReadSlot(IDataView data, DataViewSchema.Column features, int slot)
    {
        var values = new List<float>();
        using DataViewRowCursor cursor = data.GetRowCursor([features]);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        VBuffer<float> row = default;
        while (values.Count < (NumberOfExamples ?? int.MaxValue) && cursor.MoveNext())
        {
            getFeatures(ref row);
            values.Add(row.GetItemOrDefault(slot));
        }

        return [.. values];
    }
}
