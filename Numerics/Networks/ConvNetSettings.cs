using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>What a plain convolutional network is made of. Immutable.</summary>
public sealed record ConvNetSettings
{
    /// <summary>Filters of the convolutions, stage by stage, each at least 1; a pooling follows each stage. Default 10, then 20.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [10, 20];

    /// <summary>Convolutions in each stage, at least 1. Default 1.</summary>
    public int ConvolutionsPerStage { get; init; } = 1;

    /// <summary>Pixels on a side of each kernel, at least 1. Default 5.</summary>
    public int KernelSize { get; init; } = 5;

    /// <summary>Whether images keep their size in a convolution, by a border of zeros; the kernel's size must then be odd. Default false: they lose the kernel's size less 1.</summary>
    public bool KeepSize { get; init; }

    /// <summary>Pixels on a side of the windows of max pooling, at least 1; 1 for no pooling. Default 2.</summary>
    public int Pooling { get; init; } = 2;

    /// <summary>Whether the last stage ends with the mean of each channel over the image, in place of its pooling and of all pixels. Default false.</summary>
    public bool GlobalPooling { get; init; }

    /// <summary>Widths of the dense layers behind the convolutions, before the outputs, each at least 1. Default one of 50.</summary>
    public IReadOnlyList<int> HiddenLayers { get; init; } = [50];

    /// <summary>σ behind every convolution and hidden layer. Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>Whether a batch normalization stands before every activation. Default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>Probability of dropping each unit of the first hidden layer (where there is none, each input of the output layer) while training, in [0, 1). Default 0.</summary>
    public double Dropout { get; init; }

    /// <summary>How the weights start. Default PyTorch's.</summary>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.PyTorch;
}
