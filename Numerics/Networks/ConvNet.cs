using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>Plain convolutional networks: stages of convolutions with max pooling, then dense layers.</summary>
public static class ConvNet
{
    /// <summary>The network of the settings.</summary>
    /// <param name="image">[channels, height, width] of one input sample.</param>
    /// <param name="outputs">Scores per row, at least 1.</param>
    /// <param name="settings">The layers.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or an image becomes too small; the layer and both shapes are
    /// named.</exception>
    public static NetworkDefinition Define(Shape image, int outputs, ConvNetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(settings);
        Check(settings);
        List<LayerDefinition> layers = [];
        for (var stage = 0; stage < settings.Filters.Count; stage++)
        {
            for (var i = 0; i < settings.ConvolutionsPerStage; i++)
                layers.AddRange(Convolution(settings.Filters[stage], settings));
            if (settings.GlobalPooling && stage == settings.Filters.Count - 1)
                layers.Add(new GlobalAvgPool());
            else if (settings.Pooling > 1)
                layers.Add(new MaxPool2d(settings.Pooling));
        }

        if (!settings.GlobalPooling)
            layers.Add(new Flatten());
        if (settings.HiddenLayers.Count == 0 && settings.Dropout != 0)
            layers.Add(new Dropout(settings.Dropout));
        for (var i = 0; i < settings.HiddenLayers.Count; i++)
        {
            layers.Add(new Dense(settings.HiddenLayers[i], settings.Initialization));
            layers.AddRange(NetworkParts.Between(settings.Activation, settings.BatchNorm, i == 0 ? settings.Dropout : 0));
        }

        layers.Add(new Dense(outputs, settings.Initialization));
        return new NetworkDefinition(image, layers);
    }

    private static IEnumerable<LayerDefinition> Convolution(int filters, ConvNetSettings settings) =>
    [
        new Conv2d(
            filters, settings.KernelSize, Padding: settings.KeepSize ? settings.KernelSize / 2 : 0,
            Bias: !settings.BatchNorm, Initialization: settings.Initialization),
        .. NetworkParts.Between(settings.Activation, settings.BatchNorm),
    ];

    private static void Check(ConvNetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings.Filters);
        ArgumentNullException.ThrowIfNull(settings.HiddenLayers);
        ArgumentNullException.ThrowIfNull(settings.Activation);
        if (settings.Filters.Count == 0)
            throw new ArgumentException($"{nameof(settings.Filters)} must name at least one stage of convolutions.", nameof(settings));
        foreach (var filters in settings.Filters)
            NetworkParts.RequirePositive(filters, nameof(settings), "A convolution needs at least 1 filter");
        foreach (var width in settings.HiddenLayers)
            NetworkParts.RequirePositive(width, nameof(settings), "A hidden layer must have at least 1 unit");
        NetworkParts.RequirePositive(settings.ConvolutionsPerStage, nameof(settings), "A stage needs at least 1 convolution");
        NetworkParts.RequirePositive(settings.Pooling, nameof(settings), "The windows of pooling must have at least 1 pixel on a side");
        if (settings.KeepSize && settings.KernelSize % 2 == 0)
        {
            throw new ArgumentException($"Convolutions that keep the image's size need an odd {nameof(settings.KernelSize)}; found "
                + $"{settings.KernelSize}.", nameof(settings));
        }
    }
}

/// <summary>What a plain convolutional network is made of. Immutable.</summary>
public sealed record ConvNetSettings
{
    /// <summary>Filters of the convolutions, stage by stage, each at least 1; a pooling follows each stage. Default 10, then 20.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [10, 20];

    /// <summary>Convolutions in each stage, at least 1. Default 1.</summary>
    public int ConvolutionsPerStage { get; init; } = 1;

    /// <summary>Pixels on a side of each kernel, at least 1. Default 5.</summary>
    public int KernelSize { get; init; } = 5;

    /// <summary>
    /// Whether images keep their size in a convolution, by a border of zeros; the kernel's size must then be odd. Default false: they lose
    /// the kernel's size less 1.
    /// </summary>
    public bool KeepSize { get; init; }

    /// <summary>Pixels on a side of the windows of max pooling, at least 1; 1 for no pooling. Default 2.</summary>
    public int Pooling { get; init; } = 2;

    /// <summary>
    /// Whether the last stage ends with the mean of each channel over the image, in place of its pooling and of all pixels. Default false.
    /// </summary>
    public bool GlobalPooling { get; init; }

    /// <summary>Widths of the dense layers behind the convolutions, before the outputs, each at least 1. Default one of 50.</summary>
    public IReadOnlyList<int> HiddenLayers { get; init; } = [50];

    /// <summary>σ behind every convolution and hidden layer. Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>Whether a batch normalization stands before every activation. Default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>
    /// Probability of dropping each unit of the first hidden layer (where there is none, each input of the output layer) while training, in
    /// [0, 1). Default 0.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>How the weights start. Default PyTorch's.</summary>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.PyTorch;
}
