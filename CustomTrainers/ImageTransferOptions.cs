using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Settings of a network for images that begins with a pretrained one, its backbone, and ends with a new layer for the classes, its head.
/// The features are pixels: whole numbers from 0 to 255, channel by channel (red, green, blue), row by row. 5 epochs and batches of 32
/// images by default.
/// </summary>
/// <remarks>
/// The rates that suit differ by mode. Where <see cref="TrainingSettings.Optimizer"/> is not set, it is Adam at 0.01 for
/// <see cref="TransferMode.Probe"/>, at 0.001 for <see cref="TransferMode.Scratch"/> and at 0.0001 where all weights are fine-tuned.
/// </remarks>
public sealed record ImageTransferOptions : NetworkOptions
{
    private static readonly AdamOptions ByMode = new();

    /// <summary>The default settings.</summary>
    public ImageTransferOptions() => (Epochs, BatchSize, Optimizer) = (5, 32, ByMode);

    /// <summary>What is trained. Default the head first, then all.</summary>
    public TransferMode Mode { get; init; }

    /// <summary>
    /// The pretrained network; null for <see cref="Backbone.ResNet18()"/>, which lies beside the program. Default null.
    /// </summary>
    public Backbone? Backbone { get; init; }

    /// <summary>
    /// [3, height, width] of the features; null for what their column says, or else for square images. Default null.
    /// </summary>
    public Shape? Image { get; init; }

    /// <summary>
    /// Pixels on a side of the images that the network sees, a multiple of 32; images of other sizes are resized inside, antialiased. More
    /// pixels take more time, with the square of the size. Default 128.
    /// </summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>
    /// The learning rate of the backbone while all weights are fine-tuned; the head has the optimizer's. Null for the same. Default null.
    /// </summary>
    public double? BackboneRate { get; init; }

    /// <summary>Passes over the images while the head is trained first, at least 1. Default 5.</summary>
    public int ProbeEpochs { get; init; } = 5;

    /// <summary>The learning rate while the head is trained first. Default 0.01.</summary>
    public double ProbeRate { get; init; } = 0.01;

    /// <summary>
    /// A folder where the features of a frozen backbone are kept, by the content of the image, so that another training need not compute
    /// them again; it is made where it is missing. Null for none. Default null.
    /// </summary>
    public string? FeatureCacheFolder { get; init; }

    /// <summary>Told how many images have passed the frozen backbone; null for nobody. Default null.</summary>
    public IProgress<FeatureProgress>? FeatureProgress { get; init; }

    internal override bool ReadsPixels => true;

    internal override NetworkOptions For(DataViewSchema.Column features, NetworkOutput output)
    {
        var image = ImageColumn.ShapeOf((VectorDataViewType)features.Type, FeatureColumnName, Image);
        var rate = Mode switch { TransferMode.Probe => 0.01, TransferMode.Scratch => 0.001, _ => 0.0001 };
        return this with
        {
            Image = image,
            Augmentation = Augmentation is null ? null : Augmentation with { Image = image },
            Optimizer = ReferenceEquals(Optimizer, ByMode) ? new AdamOptions { LearningRate = rate } : Optimizer,
        };
    }

    internal override NetworkDefinition Define(int features, int outputs) => CreateNetwork(features, outputs).Definition;

    internal override Network<float> CreateNetwork(int features, int outputs) =>
        TransferNetwork.Create(Backbone ?? Backbone.ResNet18(), Image!, ImageSize, outputs, Seed, pretrained: Mode != TransferMode.Scratch);

    internal override TrainingResult Train(NetworkTraining training) => new TransferTraining
    {
        ProbeEpochs = ProbeEpochs,
        ProbeRate = ProbeRate,
        BackboneRate = BackboneRate,
        CacheFolder = FeatureCacheFolder,
        FeatureProgress = FeatureProgress,
    }.Fit(Mode, this, training);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (!Enum.IsDefined(Mode))
            throw new ArgumentOutOfRangeException(nameof(Mode), Mode, "No such mode.");
        ImageColumn.RequireSize(ImageSize, nameof(ImageSize));
        RequireAtLeast(1, ProbeEpochs, nameof(ProbeEpochs));
        RequireRate(ProbeRate, nameof(ProbeRate));
        RequireRate(Optimizer.LearningRate, nameof(Optimizer));
        if (BackboneRate is { } rate)
            RequireRate(rate, nameof(BackboneRate));
    }

    private static void RequireRate(double rate, string name)
    {
        if (!(double.IsFinite(rate) && rate > 0))
            throw new ArgumentOutOfRangeException(name, rate, $"The rate {name} must be finite and above 0; found {rate}.");
    }
}
