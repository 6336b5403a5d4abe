using System.Numerics;
using MlPipelines.Numerics.Kernels.Pooling;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Kernels.Pooling;

/// <summary>Against the plain loops, which take the same sums in the same order: the same bits.</summary>
[TestClass]
public class PoolingTests
{
    private static readonly (int Batch, PoolingShape Shape)[] Cases =
    [
        (0, Shape(3, 4, 4, 2, 2)),
        (1, Shape(1, 1, 1, 1, 1)),
        (5, Shape(10, 24, 24, 2, 2)),
        (3, Shape(20, 9, 7, 2, 2)),
        (2, Shape(17, 13, 6, 3, 2, 1)),
        (2, Shape(63, 7, 17, 3, 1)),
        (1, Shape(513, 4, 5, 2, 3)),
        (9, Shape(64, 8, 8, 8, 8)),
        (40, Shape(32, 16, 16, 3, 2, 1)),
    ];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Max_Float_EqualsThePlainLoops(int threads) => CompareMax<float>(threads);

    [TestMethod]
    public void Max_Double_EqualsThePlainLoops() => CompareMax<double>(2);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Average_Float_EqualsThePlainLoops(int threads) => CompareAverage<float>(threads);

    [TestMethod]
    public void Average_Double_EqualsThePlainLoops() => CompareAverage<double>(2);

    [TestMethod]
    public void GlobalAverage_TwoSamples_IsTheMeanOverPixels()
    {
        double[] x = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60];
        var (y, dx) = (new double[4], new double[12]);
        AveragePoolingKernel.Forward<double>(WorkerPool.Single, 2, PoolingShape.Whole(channels: 2, pixels: 3), x, y);
        CollectionAssert.AreEqual(new double[] { 2, 20, 5, 50 }, y);
        AveragePoolingKernel.Backward<double>(WorkerPool.Single, 2, PoolingShape.Whole(channels: 2, pixels: 3), [3, 6, 9, 12], dx);
        CollectionAssert.AreEqual(new double[] { 1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4 }, dx);
    }

    [TestMethod]
    public void Max_NaNInWindow_IsNaN()
    {
        var y = new float[1];
        MaxPoolingKernel.Forward<float>(WorkerPool.Single, 1, Shape(1, 2, 2, 2, 2), [1, float.NaN, 3, 2], y, default);
        Assert.IsTrue(float.IsNaN(y[0]));
    }

    [TestMethod]
    public void Max_EqualValues_GradientGoesToTheFirst()
    {
        var (y, places, dx) = (new float[1], new float[1], new float[4]);
        MaxPoolingKernel.Forward<float>(WorkerPool.Single, 1, Shape(1, 2, 2, 2, 2), [1, 3, 3, 3], y, places);
        MaxPoolingKernel.Backward<float>(WorkerPool.Single, 1, Shape(1, 2, 2, 2, 2), [5], places, dx);
        CollectionAssert.AreEqual(new float[] { 0, 5, 0, 0 }, dx);
    }

    [TestMethod]
    public void Validated_WindowLargerThanInput_NamesBothShapes() => Assert.AreEqual(
        "A pooling with a window of 5 × 5 leaves no pixel of an input of 3 × 4 × 8 (channels × height × width); use a smaller window, more "
            + "padding or fewer layers before it.",
        Assert.ThrowsExactly<ArgumentException>(() => Shape(3, 4, 8, 5, 5)).Message);

    [TestMethod]
    public void Validated_PaddingAboveHalfTheWindow_SaysSo() => Assert.AreEqual(
        "A pooling needs a window and strides of at least 1 and padding from 0 to half the window; found window 3 × 3, strides 1 × 1, "
            + "padding 2 × 2.",
        Assert.ThrowsExactly<ArgumentException>(() => Shape(3, 4, 8, 3, 1, 2)).Message);

    [TestMethod]
    public void Forward_WrongLength_NamesWhatWasExpected() => Assert.AreEqual(
        "A pooling of 2 samples needs 32 inputs and 8 outputs and places; found 31, 8 and 0.",
        Assert.ThrowsExactly<ArgumentException>(
            () => AveragePoolingKernel.Forward<float>(WorkerPool.Single, 2, Shape(1, 4, 4, 2, 2), new float[31], new float[8])).Message);

    private static PoolingShape Shape(int channels, int height, int width, int window, int stride, int padding = 0) => new PoolingShape
    {
        Channels = channels,
        InputHeight = height,
        InputWidth = width,
        KernelHeight = window,
        KernelWidth = window,
        StrideY = stride,
        StrideX = stride,
        PaddingY = padding,
        PaddingX = padding,
    }.Validated();

    private static void CompareMax<T>(int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var workers = new WorkerPool(threads);
        foreach (var (batch, shape) in Cases)
        {
            var (x, dy) = (RandomValues.Normal<T>(batch * shape.InputSize, 1), RandomValues.Normal<T>(batch * shape.OutputSize, 2));
            var (y, places, dx) = (new T[dy.Length], new T[dy.Length], RandomValues.Normal<T>(x.Length, 3));
            var (expectedY, expectedPlaces, expectedDX) = (new T[dy.Length], new T[dy.Length], new T[x.Length]);
            PoolingScalar.Max<T>(batch, shape, x, expectedY, expectedPlaces);
            PoolingScalar.MaxGradient<T>(batch, shape, dy, expectedPlaces, expectedDX);
            MaxPoolingKernel.Forward<T>(workers, batch, shape, x, y, places);
            MaxPoolingKernel.Backward<T>(workers, batch, shape, dy, places, dx);
            CollectionAssert.AreEqual(expectedY, y, $"{shape}");
            CollectionAssert.AreEqual(expectedPlaces, places, $"{shape}");
            CollectionAssert.AreEqual(expectedDX, dx, $"{shape}");
        }
    }

    private static void CompareAverage<T>(int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var workers = new WorkerPool(threads);
        foreach (var (batch, shape) in Cases)
        {
            var (x, dy) = (RandomValues.Normal<T>(batch * shape.InputSize, 1), RandomValues.Normal<T>(batch * shape.OutputSize, 2));
            var (y, dx, expectedY, expectedDX) = (new T[dy.Length], RandomValues.Normal<T>(x.Length, 3), new T[dy.Length], new T[x.Length]);
            PoolingScalar.Average<T>(batch, shape, x, expectedY);
            PoolingScalar.AverageGradient<T>(batch, shape, dy, expectedDX);
            AveragePoolingKernel.Forward<T>(workers, batch, shape, x, y);
            AveragePoolingKernel.Backward<T>(workers, batch, shape, dy, dx);
            CollectionAssert.AreEqual(expectedY, y, $"{shape}");
            CollectionAssert.AreEqual(expectedDX, dx, $"{shape}");
        }
    }
}
