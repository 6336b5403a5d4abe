using System.Buffers;
using System.Collections.Immutable;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Serialization;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What a trainer of trees has learned. Immutable; safe to use from several threads at once.</summary>
public class TreeModel : TrainedModel
{
    internal TreeModel(BoostingResult result, TreeFeatures features)
    {
        Ensemble = result.Ensemble;
        History = result.History;
        BestRound = result.BestRound;
        Features = features;
        FeatureNames = [.. features.Names, .. features.Encoding.Names];
    }

    /// <summary>The trees, with their splits, gains, leaves and numbers of examples. Raw scores are logits, or the number.</summary>
    public TreeEnsemble Ensemble { get; }

    /// <summary>Every round that was trained, in order; those of a warm start are not among them.</summary>
    public ImmutableArray<BoostingRound> History { get; }

    /// <summary>The round of <see cref="History"/> that the trees end with: the best with early stopping, else the last.</summary>
    public int BestRound { get; }

    /// <summary>
    /// The names of what the trees divide by: of the slots where they have names, else <c>Features[0]</c> and so on; then of the columns of
    /// keys; then of the mean targets of categories with many values.
    /// </summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <inheritdoc/>
    public override int FeatureCount => Features.Names.Length;

    /// <inheritdoc/>
    public override int OutputCount => Ensemble.OutputCount;

    /// <summary>Rounds in all, those of a warm start among them.</summary>
    public int RoundCount => Ensemble.RoundCount;

    /// <summary>What the outputs stand for.</summary>
    internal virtual NetworkOutput Output => OutputCount > 1 ? NetworkOutput.ClassProbabilities : NetworkOutput.Number;

    /// <summary>What the features are.</summary>
    internal TreeFeatures Features { get; }

    internal override int FeatureColumnWidth => Features.Width;

    private protected override IReadOnlyList<string> CategoryColumnNames => [.. Features.CategoryColumns.Select(column => column.Name)];

    /// <summary>How much the trees make of each feature, in the order of the features.</summary>
    public IReadOnlyList<FeatureImportance> FeatureImportances()
    {
        var (gains, counts) = (Ensemble.FeatureGains(), Ensemble.FeatureSplitCounts());
        return [.. FeatureNames.Select((name, i) => new FeatureImportance(name, gains[i], counts[i]))];
    }

    /// <inheritdoc/>
    /// <remarks>A feature is NaN where its value is missing.</remarks>
    public override void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        if (Features.Encoding.Count == 0)
        {
            Ensemble.Predict(features, scores);
        }
        else
        {
            var encoded = Encode(features);
            Ensemble.Predict(encoded.AsSpan(0, Ensemble.FeatureCount), scores);
            ArrayPool<float>.Shared.Return(encoded);
        }

        if (scores.Length > 1)
            Softmax.Apply(scores, scores.Length);
    }

    /// <summary>The scores of one row as the trees give them, before softmax.</summary>
    /// <param name="features">[<see cref="FeatureCount"/>]</param>
    /// <param name="scores">[<see cref="OutputCount"/>], overwritten.</param>
    internal void RawScores(ReadOnlySpan<float> features, Span<double> scores)
    {
        var encoded = Encode(features);
        Ensemble.Sum(encoded.AsSpan(0, Ensemble.FeatureCount), scores);
        ArrayPool<float>.Shared.Return(encoded);
    }

    /// <summary>The features with the numbers of categories behind them, in a rented array.</summary>
    private float[] Encode(ReadOnlySpan<float> features)
    {
        var all = ArrayPool<float>.Shared.Rent(Ensemble.FeatureCount);
        features.CopyTo(all);
        Features.Encoding.Encode(features, all.AsSpan(features.Length, Features.Encoding.Count));
        return all;
    }

    /// <summary>True: a missing value has its side in every split, and an infinite one is on one side of every threshold.</summary>
    internal override bool CanScore(ReadOnlySpan<float> features) => true;

    internal override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue features)
    {
        var all = graph.Concat(1, [features, .. Features.Encoding.ToOnnx(graph, features)]);
        var scores = Ensemble.ToOnnx(graph, all);
        return OutputCount > 1 ? graph.Softmax(scores, 1) : scores;
    }

    internal override void Save(ComponentWriter writer) => TreeState.Save(writer, this);

    /// <summary>Reads trees of classes.</summary>
    internal static TreeModel LoadClasses(ComponentReader reader, IReadOnlyList<string>? classNames)
    {
        var (result, features) = TreeState.Load(reader);
        var outputs = result.Ensemble.OutputCount;
        return outputs >= 2
            ? new TreeModel(result, features) { ClassNames = classNames }
            : throw reader.Error($"the trees have {outputs} output, where one for each of at least 2 classes was expected");
    }

    /// <summary>Reads trees of one number.</summary>
    internal static TreeModel LoadNumber(ComponentReader reader)
    {
        var (result, features) = TreeState.LoadSingle(reader);
        return new TreeModel(result, features);
    }

    private protected override IReadOnlyList<DataViewSchema.Column> FindCategories(DataViewSchema schema) =>
        [.. Features.CategoryColumns.Select(column => CategoryColumn.Find(schema, column.Name, column.Count, column.Values))];

    private protected override IReadOnlyList<string>? CategoryValues(int index) => Features.CategoryColumns[index].Values;
}

/// <summary>How much an ensemble of trees makes of one feature.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Gain">The sum of the gains of its splits; a split's gain is how much the loss's quadratic model falls, times two.</param>
/// <param name="SplitCount">The number of its splits.</param>
public readonly record struct FeatureImportance(string Name, double Gain, int SplitCount);
