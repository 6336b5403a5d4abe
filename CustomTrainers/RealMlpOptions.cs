using Microsoft.ML;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Settings of RealMLP, a multilayer perceptron for tables with tuned defaults (Holzmüller, Grinsztajn and Steinwart 2024,
/// arXiv:2407.04491): 256 epochs in batches of 256, AdamW with β₂ = 0.95, four cycles of the learning rate, and the weights of the epoch
/// with the least loss of the rows that are held out. The features need no scaling: that is a part of the network. Slots that a one-hot
/// encoding made, by their annotation, are categories; all others are numbers.
/// </summary>
/// <remarks>
/// Where <see cref="TrainingSettings.Optimizer"/> is not set, its rate is 0.04 for classes and 0.2 for numbers (0.07 in the simple form),
/// and the full form decays weights by 0.02. The paper smooths labels by 0.1, for accuracy; here
/// <see cref="NetworkOptions.LabelSmoothing"/> is 0, for good probabilities.
/// </remarks>
public sealed record RealMlpOptions : NetworkOptions
{
    private static readonly AdamWOptions ByTask = new() { Beta2 = 0.95 };

    /// <summary>The default settings.</summary>
    public RealMlpOptions() =>
        (Epochs, BatchSize, Optimizer, Schedule, DropoutSchedule, DecaySchedule) =
            (256, 256, ByTask, new CosineLogSchedule(), new FlatCosineSchedule(), new FlatCosineSchedule());

    /// <summary>Which form. Default the full one.</summary>
    public RealMlpForm Form { get; init; }

    /// <summary>Units of each hidden layer, each at least 1. Default three of 256.</summary>
    public IReadOnlyList<int> HiddenLayers { get; init; } = [256, 256, 256];

    /// <summary>The activation behind each hidden layer. Null for SELU for classes and Mish for numbers. Default null.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Cosines that each number is embedded by, at least 1; for the full form. Default 16.</summary>
    public int EmbeddingFrequencies { get; init; } = 16;

    /// <summary>
    /// Standard deviation of the initial frequencies, in turns per quartile range of the number, above 0; for the full form. Larger ones
    /// follow finer detail, as borders on a map. Default 0.1.
    /// </summary>
    public double EmbeddingDeviation { get; init; } = 0.1;

    /// <summary>Values that each number is embedded in, itself one of them, at least 2; for the full form. Default 4.</summary>
    public int EmbeddingOutputs { get; init; } = 4;

    /// <summary>
    /// Probability of dropping each hidden unit at the beginning of the training, in [0, 1). Null for 0.15 in the full form and 0 in the
    /// simple one. Default null.
    /// </summary>
    public double? Dropout { get; init; }

    /// <inheritdoc/>
    public override bool WatchesValidation => EarlyStopping is null && EvaluateEveryEpochs > 0;

    internal override bool ClampsTargets => Form == RealMlpForm.Full;

    internal override bool ScalesFeatures => true;

    /// <summary>What the features are.</summary>
    private TableFeatures? Features { get; init; }

    /// <summary>Whether numbers are predicted.</summary>
    private bool IsNumber { get; init; }

    internal override NetworkOptions For(DataViewSchema.Column features, NetworkOutput output)
    {
        var own = this with { Features = CategorySlots.Read(features), IsNumber = output == NetworkOutput.Number };
        return own with
        {
            RateFactors = RateFactors.Count > 0 ? RateFactors : RealMlpRates.Of(own.Define(own.Features.Count, 1)),
            Optimizer = ReferenceEquals(Optimizer, ByTask)
                ? ByTask with { LearningRate = own.Rate, WeightDecay = Form == RealMlpForm.Full ? 0.02 : 0 }
                : Optimizer,
        };
    }

    /// <summary>The training goes on to the end, as its rate follows a schedule; the best epoch's weights are kept.</summary>
    internal override NetworkOptions Resolve(int rows, bool hasMonitor) => TrainingLength.Resolve(
        hasMonitor && WatchesValidation ? this with { EarlyStopping = new EarlyStopping { Patience = int.MaxValue } } : this, rows,
        hasMonitor);

    internal override NetworkDefinition Define(int features, int outputs)
    {
        var settings = Form == RealMlpForm.Full
            ? new RealMlpSettings { Embedding = new PeriodicEmbedding(EmbeddingFrequencies, EmbeddingOutputs, EmbeddingDeviation) }
            : RealMlpSettings.Simple;
        return RealMlp.Define(Features ?? new TableFeatures(features), outputs, settings with
        {
            HiddenLayers = [.. HiddenLayers],
            Activation = Activation?.Layer ?? (IsNumber ? new Mish() : new SELU()),
            Dropout = Dropout ?? settings.Dropout,
        });
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (!Enum.IsDefined(Form))
            throw new ArgumentOutOfRangeException(nameof(Form), Form, "No such form of RealMLP.");
        RequireOwnStart("RealMLP", Initialization);
        RequireHiddenLayers(HiddenLayers, nameof(HiddenLayers));
        if (Activation is { Layer: null })
            throw new ArgumentException($"RealMLP needs an {nameof(Activation)}; found {Activation}.", nameof(Activation));
        RequireAtLeast(1, EmbeddingFrequencies, nameof(EmbeddingFrequencies));
        RequireAtLeast(2, EmbeddingOutputs, nameof(EmbeddingOutputs));
        if (!(double.IsFinite(EmbeddingDeviation) && EmbeddingDeviation > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(EmbeddingDeviation), EmbeddingDeviation,
                $"{nameof(EmbeddingDeviation)} must be finite and above 0; found {EmbeddingDeviation}.");
        }

        if (Dropout is { } dropout)
            RequireShare(dropout, nameof(Dropout));
    }

    private double Rate => (IsNumber, Form) switch
    {
        (false, _) => 0.04,
        (true, RealMlpForm.Full) => 0.2,
        _ => 0.07,
    };

}

/// <summary>The forms of RealMLP.</summary>
public enum RealMlpForm
{
    /// <summary>
    /// The one that the paper calls TD: embeddings of numbers and of categories with many values, parametric activations, dropout, decay,
    /// and initial weights from the rows. Predicted numbers stay within the targets that were trained on.
    /// </summary>
    Full,

    /// <summary>The one that the paper calls TD-S: none of these; faster.</summary>
    Simple,
}
