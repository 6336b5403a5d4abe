using System.Collections.Immutable;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Trees;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What a trainer of trees has learned. Immutable; safe to use from several threads at once.</summary>
public class TreeModel : IRowModel
{
    internal TreeModel(BoostingResult result, TreeFeatures features)
    {
        Ensemble = result.Ensemble;
        History = result.History;
        BestRound = result.BestRound;
        Features = features;
    }

    /// <summary>The trees, with their splits, gains, leaves and numbers of examples. Raw scores are logits, or the number.</summary>
    public TreeEnsemble Ensemble { get; }

    /// <summary>Every round that was trained, in order; those of a warm start are not among them.</summary>
    public ImmutableArray<BoostingRound> History { get; }

    /// <summary>The round of <see cref="History"/> that the trees end with: the best with early stopping, else the last.</summary>
    public int BestRound { get; }

    /// <summary>The name of each class, in the order of the scores; null where the label's keys stand for no values, or there are no classes.</summary>
    public IReadOnlyList<string>? ClassNames { get; internal init; }

    /// <summary>The names of the features: of the slots where they have names, else <c>Features[0]</c> and so on; then of the columns of keys.</summary>
    public IReadOnlyList<string> FeatureNames => Features.Names;

    /// <summary>Features of a row: those of the feature column, then the category of each column of keys.</summary>
    public int FeatureCount => Ensemble.FeatureCount;

    /// <summary>Scores of a row: one for each class, else 1.</summary>
    public int OutputCount => Ensemble.OutputCount;

    /// <summary>Rounds in all, those of a warm start among them.</summary>
    public int RoundCount => Ensemble.RoundCount;

    /// <summary>What the features are.</summary>
    internal TreeFeatures Features { get; }

    /// <summary>Finds and checks the columns of keys whose categories follow the features.</summary>
    internal IReadOnlyList<DataViewSchema.Column> FindCategories(DataViewSchema schema)
        => [.. Features.CategoryColumns.Select(column => CategoryColumn.Find(schema, column.Name, column.Count))];

    /// <summary>How much the trees make of each feature, in the order of the features.</summary>
    public IReadOnlyList<FeatureImportance> FeatureImportances()
    {
        var (gains, counts) = (Ensemble.FeatureGains(), Ensemble.FeatureSplitCounts());
        return [.. gains.Select((gain, i) => new FeatureImportance(FeatureNames[i], gain, counts[i]))];
    }

    /// <summary>The scores of one row, without allocation: class probabilities, the logit of true, or the number.</summary>
    /// <param name="features">[<see cref="FeatureCount"/>]; NaN where a value is missing.</param>
    /// <param name="scores">[<see cref="OutputCount"/>], overwritten.</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        Ensemble.Predict(features, scores);
        if (scores.Length > 1) Softmax.Apply(scores, scores.Length);
    }

    /// <summary>True: a missing value has its side in every split, and an infinite one is on one side of every threshold.</summary>
    bool IRowModel.CanScore(ReadOnlySpan<float> features) => true;
}
