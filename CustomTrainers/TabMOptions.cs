using System.Numerics;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Settings of TabM: 32 multilayer perceptrons in one, which share most weights and are averaged (Gorishniy, Kotelnikov and Babenko 2025,
/// arXiv:2410.24210), on numbers embedded by functions that are linear in pieces. It trains by AdamW at 0.002 until held-out rows are
/// predicted no better for 16 epochs. The features need no scaling: that is a part of the network. Slots that a one-hot encoding made, by
/// their annotation, are categories; all others are numbers.
/// </summary>
public sealed record TabMOptions : NetworkOptions
{
    private const int MostEmbedded = 1024;
    private const int MostBatch = 256, LeastBatch = 32, RowsPerBatchRow = 32;

    /// <summary>The default settings.</summary>
    public TabMOptions() => Optimizer = new AdamWOptions { LearningRate = 0.002, WeightDecay = 0.0003 };

    /// <summary>Number of members, at least 1. Default 32.</summary>
    public int Members { get; init; } = 32;

    /// <summary>
    /// Units of each hidden layer, each at least 1. Default two of 256; the paper has 512, which takes about three times as long.
    /// </summary>
    public IReadOnlyList<int> HiddenLayers { get; init; } = [256, 256];

    /// <summary>
    /// Most bins of the function that each number is embedded by, at least 1; 0 for no embedding. Never more than a quarter of the rows.
    /// Default 48.
    /// </summary>
    public int EmbeddingBins { get; init; } = 48;

    /// <summary>
    /// Values that each number is embedded in, at least 1. Null for 16, fewer where all numbers together would have more than 1024. Default
    /// null.
    /// </summary>
    public int? EmbeddingOutputs { get; init; }

    /// <summary>Probability of dropping each hidden unit while training, in [0, 1). Default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;

    internal override bool ScalesFeatures => true;

    /// <summary>What the features are.</summary>
    private TableFeatures? Features { get; init; }

    /// <summary>What is averaged.</summary>
    private MemberOutput Of { get; init; }

    /// <summary>Training rows.</summary>
    private int Rows { get; init; } = int.MaxValue;

    internal override NetworkOptions For(DataViewSchema.Column features, NetworkOutput output) => this with
    {
        Features = CategorySlots.Read(features),
        Of = output switch
        {
            NetworkOutput.ClassProbabilities => MemberOutput.ClassLogits,
            NetworkOutput.Logit => MemberOutput.TrueLogits,
            _ => MemberOutput.Values,
        },
    };

    internal override NetworkOptions Resolve(int rows, bool hasMonitor)
    {
        var batch = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)(rows / RowsPerBatchRow) + 1) / 2, LeastBatch, MostBatch);
        var own = this with { Rows = rows, BatchSize = BatchSize ?? batch };
        if (hasMonitor && WatchesValidation)
            own = own with { EarlyStopping = new EarlyStopping { Patience = 16 } };
        return TrainingLength.Resolve(own, rows, hasMonitor);
    }

    internal override NetworkDefinition Define(int features, int outputs)
    {
        var table = Features ?? new TableFeatures(features);
        var numbers = Math.Max(1, table.Count - table.Categories.Sum(range => range.Count));
        var bins = Math.Min(EmbeddingBins, Math.Max(1, Rows / 4));
        return TabM.Define(table, outputs, Of, new TabMSettings
        {
            Members = Members,
            HiddenLayers = [.. HiddenLayers],
            Embedding = EmbeddingBins == 0
                ? null
                : new PiecewiseLinearEmbedding(bins, EmbeddingOutputs ?? Math.Clamp(MostEmbedded / numbers, 1, 16)),
            Dropout = Dropout,
        });
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireAtLeast(1, Members, nameof(Members));
        RequireOwnStart("TabM", Initialization);
        RequireHiddenLayers(HiddenLayers, nameof(HiddenLayers));
        if (HiddenLayers.Count == 0)
            throw new ArgumentException($"{nameof(HiddenLayers)} must have at least one; found none.", nameof(HiddenLayers));
        RequireAtLeast(0, EmbeddingBins, nameof(EmbeddingBins));
        RequireAtLeast(1, EmbeddingOutputs ?? 1, nameof(EmbeddingOutputs));
        RequireShare(Dropout, nameof(Dropout));
    }
}
