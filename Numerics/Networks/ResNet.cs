using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>
/// Convolutional residual networks (He et al. 2016, arXiv:1512.03385), laid out and named as torchvision's, so that their weights load:
/// <c>conv1.weight</c>, <c>layer1.0.bn1.running_mean</c>, <c>layer2.0.downsample.0.weight</c>, <c>fc.weight</c>.
/// </summary>
public static class ResNet
{
    private const WeightInitialization Start = WeightInitialization.HeNormal;

    /// <summary>
    /// The network of 20 layers for small images: three stages of three blocks with 16, 32 and 64 filters; projections where a stage
    /// begins. 272 474 parameters for 10 classes and 3 channels.
    /// </summary>
    /// <param name="classes">Scores per image, at least 1.</param>
    /// <param name="channels">Channels of an image. Default 3.</param>
    /// <param name="size">Pixels on a side of an image. Default 32.</param>
    public static NetworkDefinition Define20(int classes, int channels = 3, int size = 32) => new(new Shape(channels, size, size),
    [
        new Conv2d(16, 3, Padding: 1, Bias: false, Initialization: Start) { Name = "conv1" },
        new BatchNorm { Name = "bn1" },
        new ReLU(),
        .. Stage(1, blocks: 3, from: 16, filters: 16, stride: 1),
        .. Stage(2, blocks: 3, from: 16, filters: 32, stride: 2),
        .. Stage(3, blocks: 3, from: 32, filters: 64, stride: 2),
        new GlobalAvgPool(),
        new Dense(classes) { Name = "fc" },
    ]);

    /// <summary>
    /// The network of 18 layers for images of 224 × 224 pixels: four stages of two blocks with 64, 128, 256 and 512 filters. 11 689 512
    /// parameters for 1000 classes and 3 channels.
    /// </summary>
    /// <param name="classes">Scores per image, at least 1. Default 1000.</param>
    /// <param name="channels">Channels of an image. Default 3.</param>
    /// <param name="size">Pixels on a side of an image. Default 224.</param>
    public static NetworkDefinition Define18(int classes = 1000, int channels = 3, int size = 224) =>
        Define([2, 2, 2, 2], classes, channels, size);

    /// <summary>
    /// The network of 34 layers for images of 224 × 224 pixels: stages of 3, 4, 6 and 3 blocks. 21 797 672 parameters for 1000 classes
    /// and 3 channels.
    /// </summary>
    /// <param name="classes">Scores per image, at least 1. Default 1000.</param>
    /// <param name="channels">Channels of an image. Default 3.</param>
    /// <param name="size">Pixels on a side of an image. Default 224.</param>
    public static NetworkDefinition Define34(int classes = 1000, int channels = 3, int size = 224) =>
        Define([3, 4, 6, 3], classes, channels, size);

    /// <summary>
    /// A network of basic blocks for large images: a convolution of 7 × 7 with stride 2, max pooling with stride 2, then stages of 64, 128,
    /// 256 and 512 filters; each stage but the first halves the image. A stage of another number of blocks than in the network of 18 or 34
    /// layers keeps torchvision's names.
    /// </summary>
    /// <param name="blocks">Blocks of each stage, each at least 1; 1 to 4 stages.</param>
    /// <param name="outputs">Scores per image, at least 1.</param>
    /// <param name="channels">Channels of an image. Default 3.</param>
    /// <param name="size">Pixels on a side of an image. Default 224.</param>
    /// <exception cref="ArgumentException">No stage, more than 4 stages, or a stage without blocks.</exception>
    public static NetworkDefinition Define(IReadOnlyList<int> blocks, int outputs, int channels = 3, int size = 224)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (blocks.Count is < 1 or > 4 || blocks.Any(b => b < 1))
        {
            throw new ArgumentException(
                "A residual network of basic blocks has 1 to 4 stages, each of at least 1 block; "
                    + $"found [{string.Join(", ", blocks)}]. For 18 layers give [2, 2, 2, 2].", nameof(blocks));
        }

        return new(new Shape(channels, size, size),
        [
            new Conv2d(64, 7, Stride: 2, Padding: 3, Bias: false, Initialization: Start) { Name = "conv1" },
            new BatchNorm { Name = "bn1" },
            new ReLU(),
            new MaxPool2d(3, Stride: 2, Padding: 1),
            .. blocks.SelectMany((count, i) => Stage(i + 1, count, i == 0 ? 64 : 32 << i, 64 << i, i == 0 ? 1 : 2)),
            new GlobalAvgPool(),
            new Dense(outputs) { Name = "fc" },
        ]);
    }

    private static IEnumerable<LayerDefinition> Stage(int number, int blocks, int from, int filters, int stride) =>
        Enumerable.Range(0, blocks).SelectMany(i => Block($"layer{number}.{i}", i == 0 ? from : filters, filters, i == 0 ? stride : 1));

    private static LayerDefinition[] Block(string name, int from, int filters, int stride) =>
    [
        new Residual(
            [
                new Conv2d(filters, 3, stride, Padding: 1, Bias: false, Initialization: Start) { Name = "conv1" },
                new BatchNorm { Name = "bn1" },
                new ReLU(),
                new Conv2d(filters, 3, Padding: 1, Bias: false, Initialization: Start) { Name = "conv2" },
                new BatchNorm { Name = "bn2" },
            ],
            stride == 1 && from == filters ? [] :
            [
                new Conv2d(filters, 1, stride, Bias: false, Initialization: Start) { Name = "downsample.0" },
                new BatchNorm { Name = "downsample.1" },
            ]) { Name = name },
        new ReLU(),
    ];
}
