using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers;

/// <summary>Settings of a convolutional network: stages of convolutions with max pooling, then dense layers.</summary>
public sealed record ConvNetOptions : NetworkOptions
{
    /// <summary>[channels, height, width] of the features, which lie channel by channel, row by row.</summary>
    public required Shape Image { get; init; }

    /// <summary>Filters of the convolutions, stage by stage, each at least 1; a pooling follows each stage. Default 16, then 32.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [16, 32];

    /// <summary>Convolutions in each stage, at least 1. Default 1.</summary>
    public int ConvolutionsPerStage { get; init; } = 1;

    /// <summary>Pixels on a side of each kernel, at least 1. Default 3.</summary>
    public int KernelSize { get; init; } = 3;

    /// <summary>
    /// Whether images keep their size in a convolution, by a border of zeros; the kernel's size must then be odd. Default true.
    /// </summary>
    public bool KeepSize { get; init; } = true;

    /// <summary>Pixels on a side of the windows of max pooling, at least 1; 1 for no pooling. Default 2.</summary>
    public int Pooling { get; init; } = 2;

    /// <summary>
    /// Whether the last stage ends with the mean of each channel over the image, in place of its pooling and of all pixels. Default false.
    /// </summary>
    public bool GlobalPooling { get; init; }

    /// <summary>
    /// Units of each dense layer behind the convolutions, before the outputs, each at least 1; empty for none. Default one of 64.
    /// </summary>
    public IReadOnlyList<int> HiddenLayers { get; init; } = [64];

    /// <summary>The activation behind each convolution and hidden layer. Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>Whether a batch normalization stands before each activation; a batch then needs at least 2 rows. Default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>
    /// Probability of dropping each unit of the first hidden layer (where there is none, each input of the output layer) while training, in
    /// [0, 1). Default 0.
    /// </summary>
    public double Dropout { get; init; }

    internal override NetworkDefinition Define(int features, int outputs) =>
        features == Image.Size
            ? ConvNet.Define(Image, outputs, Settings)
            : throw new InvalidOperationException(
                $"The column '{FeatureColumnName}' has {features} features, but images of the shape {Image} have {Image.Size}. "
                + $"Set {nameof(Image)} to the [channels, height, width] of the features.");

    /// <summary>Checks the settings, and that images are large enough for them.</summary>
    public override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Image);
        RequireHiddenLayers(HiddenLayers, nameof(HiddenLayers));
        RequireActivation(Activation);
        RequireShare(Dropout, nameof(Dropout));
        ConvNet.Define(Image, outputs: 1, Settings);
    }

    private ConvNetSettings Settings => new()
    {
        Filters = Filters,
        ConvolutionsPerStage = ConvolutionsPerStage,
        KernelSize = KernelSize,
        KeepSize = KeepSize,
        Pooling = Pooling,
        GlobalPooling = GlobalPooling,
        HiddenLayers = HiddenLayers,
        Activation = Activation,
        BatchNorm = BatchNorm,
        Dropout = Dropout,
        Initialization = Initialization,
    };
}
