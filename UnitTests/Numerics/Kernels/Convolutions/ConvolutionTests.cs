using System.Numerics;
using MlPipelines.Numerics.Kernels.Convolutions;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Kernels.Convolutions;

/// <summary>
/// Every way to convolve against the plain loops in double. Products of one sum are up to a few thousand standard normal pairs, so errors
/// are measured against the largest result: 1e-12 in double and 2e-5 in float leave room for the transforms of Winograd's method, and none
/// for a wrong tap.
/// </summary>
[TestClass]
public class ConvolutionTests
{
    private static readonly (int Batch, ConvolutionShape Shape)[] Cases =
    [
        (0, Square(3, 8, 4, 3)),
        (1, Square(1, 1, 1, 1)),
        (1, Square(1, 7, 1, 7)),
        (3, Square(1, 28, 10, 5)),
        (5, Square(10, 12, 20, 5)),
        (2, Square(3, 32, 16, 3, padding: 1)),
        (1, Square(16, 32, 16, 3, padding: 1)),
        (2, Square(16, 32, 32, 3, stride: 2, padding: 1)),
        (3, Square(16, 32, 32, 1, stride: 2)),
        (3, Square(64, 8, 64, 3, padding: 1)),
        (1, Square(32, 14, 48, 3, padding: 1)),
        (3, Square(17, 7, 33, 3, padding: 1)),
        (2, Square(10, 9, 20, 3)),
        (1, Square(3, 33, 17, 7, stride: 2, padding: 3)),
        (17, Square(32, 4, 17, 1)),
        (2, Square(5, 6, 7, 2, padding: 1)),
        (1, Square(72, 7, 130, 3, padding: 1)),
        (5, Square(130, 9, 136, 3, padding: 1)),
        (2, Square(150, 30, 129, 3, padding: 1)),
        (3, Square(140, 8, 150, 3)),
        (11, Square(136, 2, 130, 3, padding: 1)),
        (3, Square(65, 1, 70, 3, padding: 1)),
        (7, Square(64, 4, 129, 3, stride: 2, padding: 1)),
        (2, Square(70, 15, 67, 3, stride: 2, padding: 1)),
        (7, Square(64, 7, 130, 1, stride: 2)),
        (5, Square(40, 3, 50, 3, padding: 2)),
        (4, Square(33, 6, 34, 5, stride: 3, padding: 1)),
        (2, new ConvolutionShape { InputChannels = 3, InputHeight = 5, InputWidth = 17, OutputChannels = 10, KernelHeight = 2,
            KernelWidth = 4, StrideY = 3, StrideX = 2, PaddingY = 1, PaddingX = 2 }),
        (3, new ConvolutionShape { InputChannels = 17, InputHeight = 13, InputWidth = 6, OutputChannels = 32, KernelHeight = 3,
            KernelWidth = 3, PaddingY = 1, PaddingX = 1 }),
        (2, new ConvolutionShape { InputChannels = 16, InputHeight = 5, InputWidth = 11, OutputChannels = 16, KernelHeight = 3,
            KernelWidth = 3, PaddingY = 0, PaddingX = 2 }),
        (2, new ConvolutionShape { InputChannels = 32, InputHeight = 9, InputWidth = 3, OutputChannels = 10, KernelHeight = 1,
            KernelWidth = 3, PaddingX = 1 }),
        (1, new ConvolutionShape { InputChannels = 1, InputHeight = 1, InputWidth = 513, OutputChannels = 3, KernelHeight = 1,
            KernelWidth = 63 }),
    ];

    private static readonly Lazy<double[][][]> Expected = new(() => [.. Cases.Select(c => RunScalar(c.Batch, c.Shape))]);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void AllThree_Float_AgreeWithThePlainLoopsInDouble(int threads) => CompareAll<float>(threads, 2e-5);

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void AllThree_Double_AgreeWithThePlainLoops(int threads) => CompareAll<double>(threads, 1e-12);

    [TestMethod]
    public void AllThree_OneAndTwoThreads_GiveTheSameBits()
    {
        using var workers = new WorkerPool(2);
        foreach (var (batch, shape) in Cases)
        {
            var (one, two) = (Run<float>(WorkerPool.Single, 4 * batch, shape), Run<float>(workers, 4 * batch, shape));
            for (var i = 0; i < one.Length; i++)
                CollectionAssert.AreEqual(one[i], two[i], $"{shape}, array {i}");
        }
    }

    /// <summary>Results narrower than a vector are the danger: what is stored beyond them belongs to someone else.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void AllThree_ResultsBetweenOtherNumbers_LeaveThoseAlone(int threads)
    {
        using var workers = new WorkerPool(threads);
        foreach (var (batch, shape) in Cases)
        {
            var (x, weight, bias, dy) = Inputs<float>(batch, shape);
            var (y, dx) = (new Fenced(batch * shape.OutputSize), new Fenced(batch * shape.InputSize));
            var (dWeight, dBias) = (new Fenced(shape.WeightSize), new Fenced(shape.OutputChannels));
            Convolution.Forward<float>(workers, batch, shape, x, weight, bias, y.Inside);
            Convolution.InputGradient<float>(workers, batch, shape, dy, weight, dx.Inside);
            Convolution.WeightGradient<float>(workers, batch, shape, x, dy, dWeight.Inside, dBias.Inside);
            foreach (var fenced in (Fenced[])[y, dx, dWeight, dBias])
                Assert.IsTrue(fenced.IsWhole, $"{batch} × {shape}, a result of {fenced.Inside.Length}");
        }
    }

    [TestMethod]
    public void Forward_WithoutBias_IsTheSumAlone()
    {
        var shape = Square(3, 6, 5, 3, padding: 1);
        var (x, weight) = (RandomValues.Normal<double>(shape.InputSize, 1), RandomValues.Normal<double>(shape.WeightSize, 2));
        var (expected, actual) = (new double[shape.OutputSize], new double[shape.OutputSize]);
        ConvolutionScalar.Forward<double>(1, shape, x, weight, default, expected);
        Convolution.Forward<double>(WorkerPool.Single, 1, shape, x, weight, default, actual);
        RandomValues.AssertClose(expected, actual, 1e-12, "forward");
    }

    /// <summary>Every way finishes with (· + bias) · scale + shift; the plain loops give what is in the brackets.</summary>
    [TestMethod]
    public void Forward_ScaleAndShift_AreAppliedAfterTheBias()
    {
        foreach (var (batch, shape) in Cases)
        {
            var (x, weight, bias, _) = Inputs<double>(batch, shape);
            var scale = RandomValues.Normal<double>(shape.OutputChannels, 5);
            var shift = RandomValues.Normal<double>(shape.OutputChannels, 6);
            var (expected, actual) = (new double[batch * shape.OutputSize], new double[batch * shape.OutputSize]);
            ConvolutionScalar.Forward<double>(batch, shape, x, weight, bias, expected);
            for (var i = 0; i < expected.Length; i++)
            {
                var channel = i % shape.OutputChannels;
                expected[i] = Math.Max(0, expected[i] * scale[channel] + shift[channel]);
            }

            Convolution.Forward<double>(WorkerPool.Single, batch, shape, x, weight, bias, scale, shift, actual, rectify: true);
            RandomValues.AssertClose(expected, actual, 1e-12, $"scaled forward of {batch} × {shape}");
        }
    }

    [TestMethod]
    public void Forward_NaNInput_ReachesTheOutputsThatSeeIt()
    {
        var shape = Square(16, 8, 16, 3, padding: 1);
        var (x, y) = (new float[shape.InputSize], new float[shape.OutputSize]);
        x[(3 * 8 + 4) * 16] = float.NaN;
        Convolution.Forward<float>(
            WorkerPool.Single, 1, shape, x, RandomValues.Normal<float>(shape.WeightSize, 1), new float[16], y, rectify: true);
        for (var row = 2; row <= 4; row++)
        {
            for (var column = 3; column <= 5; column++)
                Assert.IsTrue(float.IsNaN(y[(row * 8 + column) * 16 + 7]), $"pixel {row}, {column}");
        }
    }

    [TestMethod]
    public void Forward_WrongLength_NamesWhatWasExpected()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() =>
            Convolution.Forward<float>(WorkerPool.Single, 2, Square(1, 4, 3, 3), new float[31], new float[27], default, new float[24]));
        Assert.AreEqual("A convolution of 2 samples needs 32 inputs, 24 outputs, 27 weights and 3 or no biases; found 31, 24, 27 and 0.",
            exception.Message);
    }

    private static ConvolutionShape Square(int channels, int size, int filters, int window, int stride = 1, int padding = 0) =>
        new ConvolutionShape
        {
            InputChannels = channels,
            InputHeight = size,
            InputWidth = size,
            OutputChannels = filters,
            KernelHeight = window,
            KernelWidth = window,
            StrideY = stride,
            StrideX = stride,
            PaddingY = padding,
            PaddingX = padding,
        }.Validated();

    private static void CompareAll<T>(int threads, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var workers = new WorkerPool(threads);
        for (var number = 0; number < Cases.Length; number++)
        {
            var (batch, shape) = Cases[number];
            var expected = Expected.Value[number];
            var actual = Run<T>(workers, batch, shape);
            string[] names = ["y", "dx", "dWeight", "dBias"];
            for (var i = 0; i < names.Length; i++)
                RandomValues.AssertClose(expected[i], actual[i], tolerance, $"{typeof(T).Name} {names[i]} of {batch} × {shape}");
        }
    }

    private static T[][] Run<T>(WorkerPool workers, int batch, ConvolutionShape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, weight, bias, dy) = Inputs<T>(batch, shape);
        var (y, dx) = (Filled<T>(batch * shape.OutputSize), Filled<T>(batch * shape.InputSize));
        var (dWeight, dBias) = (Filled<T>(shape.WeightSize), Filled<T>(shape.OutputChannels));
        Convolution.Forward<T>(workers, batch, shape, x, weight, bias, y, rectify: true);
        Convolution.InputGradient<T>(workers, batch, shape, dy, weight, dx);
        Convolution.WeightGradient<T>(workers, batch, shape, x, dy, dWeight, dBias);
        return [y, dx, dWeight, dBias];
    }

    private static double[][] RunScalar(int batch, ConvolutionShape shape)
    {
        var (x, weight, bias, dy) = Inputs<double>(batch, shape);
        var (y, dx) = (new double[batch * shape.OutputSize], new double[batch * shape.InputSize]);
        var (dWeight, dBias) = (new double[shape.WeightSize], new double[shape.OutputChannels]);
        ConvolutionScalar.Forward<double>(batch, shape, x, weight, bias, y, rectify: true);
        ConvolutionScalar.InputGradient<double>(batch, shape, dy, weight, dx);
        ConvolutionScalar.WeightGradient<double>(batch, shape, x, dy, dWeight, dBias);
        return [y, dx, dWeight, dBias];
    }

    private static (T[] X, T[] Weight, T[] Bias, T[] DY) Inputs<T>(int batch, ConvolutionShape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (RandomValues.Normal<T>(batch * shape.InputSize, 1), RandomValues.Normal<T>(shape.WeightSize, 2),
            RandomValues.Normal<T>(shape.OutputChannels, 3), RandomValues.Normal<T>(batch * shape.OutputSize, 4));

    private static T[] Filled<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Enumerable.Repeat(T.NaN, count)];

    /// <summary>Room for a result between a fence of numbers on both sides.</summary>
    private sealed class Fenced(int length)
    {
        private const int Width = 64;
        private const float Post = 12345.5f;
        private readonly float[] _all = [.. Enumerable.Repeat(Post, length + 2 * Width)];

        public Span<float> Inside => _all.AsSpan(Width, length);

        public bool IsWhole => !_all.AsSpan(0, Width).ContainsAnyExcept(Post) && !_all.AsSpan(Width + length).ContainsAnyExcept(Post);
    }
}
