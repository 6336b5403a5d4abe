using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>Plain convolutional networks: stages of convolutions with max pooling, then dense layers.</summary>
public static class ConvNet
{
    /// <summary>The network of the settings.</summary>
    /// <param name="image">[channels, height, width] of one input sample.</param>
    /// <param name="outputs">Scores per row, at least 1.</param>
    /// <param name="settings">The layers.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or an image becomes too small; the layer and both shapes are named.</exception>
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
            layers.AddRange(ActivationLayers.Of(settings.Activation, settings.BatchNorm, i == 0 ? settings.Dropout : 0));
        }
        layers.Add(new Dense(outputs, settings.Initialization));
        return new NetworkDefinition(image, layers);
    }

    private static IEnumerable<LayerDefinition> Convolution(int filters, ConvNetSettings settings) =>
    [
        new Conv2d(
            filters, settings.KernelSize, Padding: settings.KeepSize ? settings.KernelSize / 2 : 0,
            Bias: !settings.BatchNorm, Initialization: settings.Initialization),
        .. ActivationLayers.Of(settings.Activation, settings.BatchNorm),
    ];

    private static void Check(ConvNetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings.Filters);
        ArgumentNullException.ThrowIfNull(settings.HiddenLayers);
        if (settings.Filters.Count == 0)
            throw new ArgumentException($"{nameof(settings.Filters)} must name at least one stage of convolutions.", nameof(settings));
        foreach (var filters in settings.Filters)
            ActivationLayers.RequirePositive(filters, nameof(settings), "A convolution needs at least 1 filter");
        foreach (var width in settings.HiddenLayers)
            ActivationLayers.RequirePositive(width, nameof(settings), "A hidden layer must have at least 1 unit");
        ActivationLayers.RequirePositive(settings.ConvolutionsPerStage, nameof(settings), "A stage needs at least 1 convolution");
        ActivationLayers.RequirePositive(settings.Pooling, nameof(settings), "The windows of pooling must have at least 1 pixel on a side");
        if (settings.KeepSize && settings.KernelSize % 2 == 0)
            throw new ArgumentException($"Convolutions that keep the image's size need an odd {nameof(settings.KernelSize)}; found {settings.KernelSize}.", nameof(settings));
    }
}
