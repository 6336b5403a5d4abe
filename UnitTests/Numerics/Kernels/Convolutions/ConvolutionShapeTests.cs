using MlPipelines.Numerics.Kernels.Convolutions;

namespace MlPipelines.UnitTests.Numerics.Kernels.Convolutions;

[TestClass]
public class ConvolutionShapeTests
{
    private static readonly ConvolutionShape Plain = new()
    {
        InputChannels = 3,
        InputHeight = 32,
        InputWidth = 30,
        OutputChannels = 16,
        KernelHeight = 3,
        KernelWidth = 5,
    };

    [TestMethod]
    public void Sizes_StrideAndPadding_CountWindowPlaces()
    {
        var shape = (Plain with { StrideY = 2, StrideX = 3, PaddingY = 1, PaddingX = 2 }).Validated();
        Assert.AreEqual((16, 10), (shape.OutputHeight, shape.OutputWidth));
        Assert.AreEqual((3 * 32 * 30, 16 * 16 * 10, 16 * 3 * 3 * 5), (shape.InputSize, shape.OutputSize, shape.WeightSize));
        Assert.AreEqual(16L * 16 * 10 * 45, shape.MultiplyAdds);
    }

    [TestMethod]
    public void Validated_WindowLargerThanPaddedInput_NamesBothShapes()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(
            () => (Plain with { InputHeight = 2, InputWidth = 1, PaddingX = 1 }).Validated());
        Assert.AreEqual(
            "A convolution with a window of 3 × 5 leaves no pixel of an input of 3 × 2 × 1 (channels × height × width), padded to 2 × 3; "
                + "use a smaller window, more padding or fewer layers before it.",
            exception.Message);
    }

    [TestMethod]
    public void Validated_StrideZero_SaysWhatIsNeeded()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => (Plain with { StrideX = 0 }).Validated());
        Assert.AreEqual(
            "A convolution needs filters, a window and strides of at least 1 and no negative padding; found 16 filters, window 3 × 5, "
                + "strides 1 × 0, padding 0 × 0.",
            exception.Message);
    }

    [TestMethod]
    public void Validated_NoChannel_SaysWhatIsNeeded() => Assert.AreEqual(
        "A convolution's input needs at least one channel, row and column; found 0 × 32 × 30 (channels × height × width).",
        Assert.ThrowsExactly<ArgumentException>(() => (Plain with { InputChannels = 0 }).Validated()).Message);
}
