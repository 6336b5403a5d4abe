using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Verification;

/// <summary>Every layer in its variants, every loss, and the networks of this library at sizes that tests can see through.</summary>
internal static class VerificationCases
{
    private static readonly Shape Row = new(5);
    private static readonly Shape Image = new(3, 6, 5);

    public static IReadOnlyList<VerificationCase> All { get; } = [.. Layers(), .. Losses(), .. Networks()];

    private static IEnumerable<VerificationCase> Layers() =>
    [
        VerificationCase.Layer("dense", Row, new Dense(4)),
        VerificationCase.Layer("dense without bias", Row, new Dense(4, Bias: false)),
        VerificationCase.Layer("dense + ReLU", Row, new Dense(4), new ReLU()),
        VerificationCase.Layer("dense without bias + ReLU", Row, new Dense(4, Bias: false), new ReLU()),
        VerificationCase.Layer("ReLU", Row, new ReLU()),
        VerificationCase.Layer("leaky ReLU", Row, new LeakyReLU()),
        VerificationCase.Layer("tanh", Row, new Tanh()),
        VerificationCase.Layer("sigmoid", Row, new Sigmoid()),
        VerificationCase.Layer("SiLU", Row, new SiLU()),
        VerificationCase.Layer("GELU", Row, new GELU()),
        VerificationCase.Layer("SELU", Row, new SELU()),
        VerificationCase.Layer("Mish", Row, new Mish()),
        VerificationCase.Layer("parametric Mish", Row, new ParametricActivation(new Mish())),
        VerificationCase.Layer("parametric ReLU", Row, new ParametricActivation(new ReLU())),
        VerificationCase.Layer("parametric tanh", Row, new ParametricActivation(new Tanh())),
        VerificationCase.Layer("scale of each feature", Row, new FeatureScale()),
        VerificationCase.Layer("robust scaling", Row, new RobustScaling()),
        VerificationCase.Layer("periodic embedding", Row, new PeriodicEmbedding(3, 4, 0.3)),
        VerificationCase.Layer("piecewise linear embedding", Row, new PiecewiseLinearEmbedding(4, 3)),
        VerificationCase.Layer("embedding of categories", Row, new CategoryEmbedding(3)),
        VerificationCase.Layer("dense, NTK parametrization", Row, new NtkDense(4)),
        VerificationCase.Layer("branches", Row, new Branches(
        [
            new Branch([0, 3], [new Dense(4), new Tanh()]), new Branch([4, 3, 1], []), new Branch([1], [new PeriodicEmbedding(3, 3)]),
        ])),
        VerificationCase.Layer("dense of members, shared input", Row, new MemberDense(3, 4, MemberStart.Signs)),
        VerificationCase.Layer(
            "dense of members + ReLU", Row, new MemberDense(3, 4, MemberStart.Normal), new ReLU(), new MemberDense(3, 2), new ReLU()),
        VerificationCase.Layer("head of members", Row, new MemberDense(3, 4, MemberStart.Normal), new MemberHead(3, 2)),
        VerificationCase.Layer(
            "average of members, values", Row, new MemberDense(3, 4, MemberStart.Normal), new MemberAverage(MemberOutput.Values),
            new Tanh()),
        VerificationCase.Layer(
            "average of members, logits of classes", Row, new MemberDense(3, 4, MemberStart.Normal),
            new MemberAverage(MemberOutput.ClassLogits), new Tanh()),
        VerificationCase.Layer(
            "average of members, logits of true", Row, new MemberDense(3, 4, MemberStart.Normal),
            new MemberAverage(MemberOutput.TrueLogits), new Tanh()),
        VerificationCase.Layer("dropout", Row, new Dropout(0.4)),
        VerificationCase.Layer("flatten", Image, new Flatten()),
        VerificationCase.Layer("sine features", Row, new SineFeatures([0.5, 1, 2])),
        VerificationCase.Layer("softmax head", Row, new SoftmaxHead()),
        VerificationCase.Layer("batch normalization, rows", Row, new BatchNorm()),
        VerificationCase.Layer("batch normalization, images", Image, new BatchNorm()),
        VerificationCase.Layer("batch normalization + ReLU", Image, new BatchNorm(), new ReLU()),
        VerificationCase.Layer("pixel scaling, channels reversed", Image, new PixelScaling(ReverseChannels: true)),
        VerificationCase.Layer("pixel scaling, a mean for each pixel", Image, new PixelScaling(PerPixel: true)),
        VerificationCase.Layer("resizing, larger", Image, new ResizeImage(9, 11)),
        VerificationCase.Layer("resizing, smaller", Image, new ResizeImage(4, 2)),
        VerificationCase.Layer("convolution 3 × 3", Image, new Conv2d(4, 3)),
        VerificationCase.Layer("convolution 3 × 3, padding 1", Image, new Conv2d(4, 3, Padding: 1)),
        VerificationCase.Layer("convolution 3 × 3, stride 2, padding 1", Image, new Conv2d(4, 3, Stride: 2, Padding: 1, Bias: false)),
        VerificationCase.Layer("convolution 1 × 1", Image, new Conv2d(4, 1)),
        VerificationCase.Layer("convolution 5 × 5", Image, new Conv2d(2, 5)),
        VerificationCase.Layer("convolution + ReLU", Image, new Conv2d(4, 3), new ReLU()),
        VerificationCase.Layer("max pooling 2 × 2", Image, new MaxPool2d(2)),
        VerificationCase.Layer("max pooling 3 × 3, stride 2, padding 1", Image, new MaxPool2d(3, 2, 1)),
        VerificationCase.Layer("average pooling 2 × 2", Image, new AvgPool2d(2)),
        VerificationCase.Layer("average pooling 3 × 3, stride 2, padding 1", Image, new AvgPool2d(3, 2, 1)),
        VerificationCase.Layer("global average pooling", Image, new GlobalAvgPool()),
        VerificationCase.Layer("residual block, dense", Row, new Residual([new Dense(6), new ReLU(), new Dense(5, Bias: false)])),
        VerificationCase.Layer(
            "residual block, dense, activated sum", Row, new Residual([new Dense(6), new Tanh(), new Dense(5)]), new Tanh()),
        VerificationCase.Layer(
            "residual block, dense, activated input", Row, new Residual([new Sigmoid(), new Dense(6), new Sigmoid(), new Dense(5)])),
        VerificationCase.Layer("residual block, convolutions", Image,
            new Residual([new Conv2d(3, 3, Padding: 1, Bias: false), new BatchNorm(), new ReLU(), new Conv2d(3, 3, Padding: 1)])),
        VerificationCase.Layer(
            "residual block, projection + ReLU", Image,
            new Residual(
                [new Conv2d(4, 3, 2, 1, Bias: false), new BatchNorm()], [new Conv2d(4, 1, 2, Bias: false), new BatchNorm()]), new ReLU()),
    ];

    private static IEnumerable<VerificationCase> Losses() =>
    [
        VerificationCase.Loss("softmax cross-entropy", new SoftmaxCrossEntropy(), 5, weighted: false),
        VerificationCase.Loss("softmax cross-entropy, weighted rows", new SoftmaxCrossEntropy(), 5, weighted: true),
        VerificationCase.Loss(
            "softmax cross-entropy, label smoothing", new SoftmaxCrossEntropy { LabelSmoothing = 0.1 }, 5, weighted: true),
        VerificationCase.Loss("binary cross-entropy", new BinaryCrossEntropy(), 1, weighted: false),
        VerificationCase.Loss("binary cross-entropy, weighted rows", new BinaryCrossEntropy(), 1, weighted: true),
        VerificationCase.Loss("mean squared error", new MeanSquaredError(), 3, weighted: false),
        VerificationCase.Loss("mean squared error, weighted rows", new MeanSquaredError(), 3, weighted: true),
    ];

    private static IEnumerable<VerificationCase> Networks() =>
    [
        VerificationCase.Network("softmax regression", Mlp.Define(5, [], 4), new SoftmaxCrossEntropy()),
        VerificationCase.Network("multilayer perceptron", Mlp.Define(5, [8, 8], 4), new SoftmaxCrossEntropy()),
        VerificationCase.Network("multilayer perceptron, batch normalization", Mlp.Define(5, [8, 8], 1, Activation.Tanh, batchNorm: true),
            new BinaryCrossEntropy()),
        VerificationCase.Network("multilayer perceptron, sine features", Mlp.Define(2, [8], 1, Activation.Tanh, sineFrequencies: [0.5, 2]),
            new MeanSquaredError()),
        VerificationCase.Network("dense residual network, 10 blocks", DenseResNet.Define(5, 8, 10, 4), new SoftmaxCrossEntropy()),
        VerificationCase.Network(
            "dense residual network, batch normalization", DenseResNet.Define(
                5, 8, 4, 4, form: ResidualForm.ActivatedInput, batchNorm: true), new SoftmaxCrossEntropy()),
        VerificationCase.Network(
            "convolutional network", ConvNet.Define(new Shape(1, 12, 12), 4,
                new ConvNetSettings { Filters = [3, 4], KernelSize = 3, HiddenLayers = [6] }), new SoftmaxCrossEntropy()),
        VerificationCase.Network("ResNet-20, images of 8 × 8", ResNet.Define20(4, channels: 2, size: 8), new SoftmaxCrossEntropy()),
    ];
}

/// <summary>Something whose gradient is to be verified.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Kind">Layer, loss or network.</param>
/// <param name="CreateProbe">Makes its function.</param>
internal sealed record VerificationCase(string Name, VerificationKind Kind, Func<Xoshiro256, GradientProbe> CreateProbe)
{
    private const int Batch = 3;

    /// <summary>A single layer, as a function of inputs of the shape and of its parameters.</summary>
    public static VerificationCase Layer(string name, Shape input, params LayerDefinition[] layers) =>
        new(name, VerificationKind.Layer, random => new NetworkProbe(new NetworkDefinition(input, layers), loss: null, Batch, random));

    /// <summary>A whole network with a loss.</summary>
    public static VerificationCase Network(string name, NetworkDefinition definition, LossDefinition loss) =>
        new(name, VerificationKind.Network, random => new NetworkProbe(definition, loss, Batch, random));

    /// <summary>A loss by itself.</summary>
    public static VerificationCase Loss(string name, LossDefinition loss, int columns, bool weighted) =>
        new(name, VerificationKind.Loss, random => new LossProbe(loss, rows: 7, columns, weighted, random));
}
