using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Layers;

/// <summary>Layers of images: by hand, in PyTorch's order of channels and weights, and refused where they do not fit.</summary>
[TestClass]
public sealed class ImageLayerTests
{
    /// <summary>Two channels of 2 × 2; a kernel that picks one pixel of one channel shows every order.</summary>
    [TestMethod]
    public void Predict_ConvolutionThenDense_ReadsChannelsAndWeightsAsPyTorch()
    {
        var network = Network<double>.Create(
            new NetworkDefinition(new Shape(2, 2, 2), [new Conv2d(2, 1), new Flatten(), new Dense(8)]), seed: 1);
        double[] weight = [1, 10, 100, 1000]; // [filters, channels, 1, 1]
        weight.CopyTo(network.GetParameter("layers.0.weight"));
        network.GetParameter("layers.0.bias").Clear();
        network.GetParameter("layers.2.bias").Clear();
        var dense = network.GetParameter("layers.2.weight"); // the identity shows the flattened values
        dense.Clear();
        for (var i = 0; i < 8; i++)
            dense[i * 8 + i] = 1;

        var scores = new double[8];
        network.Predict([1, 2, 3, 4, 5, 6, 7, 8], scores); // channel 0: 1 2 3 4, channel 1: 5 6 7 8
        CollectionAssert.AreEqual(new double[] { 51, 62, 73, 84, 5100, 6200, 7300, 8400 }, scores);
    }

    [TestMethod]
    public void Predict_StrideAndPadding_ByHand()
    {
        var network = Network<double>.Create(
            new NetworkDefinition(new Shape(1, 3, 3), [new Conv2d(1, 3, Stride: 2, Padding: 1, Bias: false)]), seed: 1);
        network.GetParameter("layers.0.weight").Fill(1);
        var scores = new double[4];
        network.Predict([1, 2, 3, 4, 5, 6, 7, 8, 9], scores); // sums of the corners' neighbourhoods
        CollectionAssert.AreEqual(new double[] { 12, 16, 24, 28 }, scores);
    }

    [TestMethod]
    public void Predict_Poolings_ByHand()
    {
        double[] x = [1, 2, 3, 4, 8, 6, -1, -2, -3, -4, -5, -6]; // two channels of 2 × 3
        Assert.AreEqual("8 -1", Predict(new MaxPool2d(2), x));
        Assert.AreEqual("3.75 -3", Predict(new AvgPool2d(2), x));
        Assert.AreEqual("4 -3.5", Predict(new GlobalAvgPool(), x));
        Assert.AreEqual("8 8 -1 -2", Predict(new MaxPool2d(2, Stride: 1), x));
    }

    [TestMethod]
    public void Define_WindowThatDoesNotFit_NamesBothShapes()
    {
        Assert.AreEqual(
            "Layer 1 (MaxPool2d): A window of 2 × 2 with padding 0 does not fit into the input [4, 1, 6]: it would leave [4, 0, 3], where "
                + "each side must be at least 1. (Parameter 'layers')",
            Error(new Shape(2, 3, 8), new Conv2d(4, 3), new MaxPool2d(2)));
        StringAssert.Contains(Error(new Shape(2, 3, 8), new Conv2d(4, 5)),
            "A window of 5 × 5 with padding 0 does not fit into the input [2, 3, 8]: it would leave [4, 0, 4]");
        StringAssert.Contains(
            Error(new Shape(12), new Conv2d(4, 3)), "The input must have the shape [channels, height, width]; found [12].");
        StringAssert.Contains(
            Error(new Shape(12), new AvgPool2d(3)), "The input must have the shape [channels, height, width]; found [12].");
        StringAssert.Contains(
            Error(new Shape(12), new GlobalAvgPool()), "The input must have the shape [channels, height, width]; found [12].");
        StringAssert.Contains(Error(new Shape(1, 5, 5), new SoftmaxHead()), "A softmax head takes the shape [classes]; found [1, 5, 5].");
    }

    [TestMethod]
    public void Define_ResidualPathsOfDifferentShapes_NamesBoth()
    {
        Assert.AreEqual(
            "Layer 1 (Residual): The two paths of a residual block must give the same shape, to be added; found [7] of the body and [8] of "
                + "the identity. "
            + "Let the body end with its input's shape, or give the block a shortcut with layers that change it. (Parameter 'layers')",
            Error(new Shape(3), new Dense(8), new Residual([new Dense(8), new ReLU(), new Dense(7)])));
        StringAssert.Contains(
            Error(new Shape(3, 8, 8), new Residual([new Conv2d(4, 3, 2, 1)], [new Conv2d(4, 1)])),
            "found [4, 4, 4] of the body and [4, 8, 8] of the shortcut. Let both end with the same shape.");
        StringAssert.Contains(Error(new Shape(3), new Residual([])), "The body of a residual block needs at least one layer.");
        StringAssert.Contains(Error(new Shape(3), new Residual([new Dense(3), new Dense(0)])),
            "Layer 0 (Residual): Body layer 1 (Dense): A dense layer needs at least 1 output.");
    }

    [TestMethod]
    public void Define_WrongSettings_SaysWhatTheyMustBe()
    {
        var image = new Shape(1, 8, 8);
        StringAssert.Contains(Error(image, new Conv2d(0, 3)), "A convolution needs at least 1 filter; found 0.");
        StringAssert.Contains(Error(image, new Conv2d(1, 0)), "A window must have at least 1 pixel on a side; found 0.");
        StringAssert.Contains(Error(image, new Conv2d(1, 3, Stride: 0)), "The stride must be at least 1; found 0.");
        StringAssert.Contains(
            Error(image, new Conv2d(1, 3, Padding: 3)), "The padding must be at least 0 and below the window's size of 3");
        StringAssert.Contains(
            Error(image, new MaxPool2d(3, Padding: 2)), "The padding of a pooling must be at most half its window's size of 3; found 2.");
        StringAssert.Contains(Error(new Shape(2), new SineFeatures([])), "Sine features need at least one frequency.");
        StringAssert.Contains(
            Error(new Shape(2), new SineFeatures([1, 0])), "Each frequency of sine features must be finite and not 0; found 0.");
        StringAssert.Contains(
            Error(image, new Dense(2) { Name = "a b" }), "The name of a layer must not be empty or hold spaces; found 'a b'.");
        StringAssert.Contains(Error(image, new Dense(2) { Name = "fc" }, new Dense(2) { Name = "fc" }),
            "Two layers have a parameter named 'fc.weight'; give each layer a name of its own, or none.");
    }

    [TestMethod]
    public void Equals_SameLayersInside_AreEqual()
    {
        static Residual Block(int width) => new([new Dense(width), new SineFeatures([1, 2])], [new Dense(width)]) { Name = "a" };
        Assert.AreEqual(Block(3), Block(3));
        Assert.AreEqual(Block(3).GetHashCode(), Block(3).GetHashCode());
        Assert.AreNotEqual(Block(3), Block(4));
        Assert.AreNotEqual(Block(3), Block(3) with { Name = "b" });
        StringAssert.Contains(Block(3).ToString(), "Frequencies = [1, 2]");
    }

    private static string Predict(LayerDefinition layer, double[] x)
    {
        var network = Network<double>.Create(new NetworkDefinition(new Shape(2, 2, 3), [layer]), seed: 1);
        var scores = new double[network.OutputSize];
        network.Predict(x, scores);
        return string.Join(' ', scores);
    }

    private static string Error(Shape input, params LayerDefinition[] layers) =>
        Assert.Throws<ArgumentException>(() => new NetworkDefinition(input, layers)).Message;
}
