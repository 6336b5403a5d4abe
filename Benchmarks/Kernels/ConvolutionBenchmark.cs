using BenchmarkDotNet.Attributes;
using MlPipelines.Numerics.Kernels.Convolutions;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Benchmarks.Kernels;

/// <summary>Convolutions of a small CNN (5 × 5) and of ResNet-20 (3 × 3, Winograd's) on 16 images: forward and both gradients.</summary>
[MemoryDiagnoser]
public class ConvolutionBenchmark
{
    private const int Batch = 16;
    private ConvolutionShape _shape;
    private float[] _x = [], _weight = [], _y = [], _dx = [], _dWeight = [];

    /// <summary>Input channels, side of the image, filters, side of the window.</summary>
    [Params("10x12x20x5", "16x32x16x3", "64x8x64x3")]
    public string Shape { get; set; } = "";

    /// <summary>Makes images and filters.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var sizes = Shape.Split('x').Select(int.Parse).ToArray();
        var padding = sizes[3] == 3 ? 1 : 0;
        _shape = new ConvolutionShape
        {
            InputChannels = sizes[0],
            InputHeight = sizes[1],
            InputWidth = sizes[1],
            OutputChannels = sizes[2],
            KernelHeight = sizes[3],
            KernelWidth = sizes[3],
            StrideY = 1,
            StrideX = 1,
            PaddingY = padding,
            PaddingX = padding,
        }.Validated();
        (_x, _weight) = (RandomVectors.Uniform(Batch * _shape.InputSize, 1), RandomVectors.Uniform(_shape.WeightSize, 2));
        (_y, _dx, _dWeight) = (RandomVectors.Uniform(Batch * _shape.OutputSize, 3), new float[_x.Length], new float[_weight.Length]);
    }

    /// <summary>y = w ∗ x.</summary>
    [Benchmark]
    public void Forward() => Convolution.Forward<float>(WorkerPool.Single, Batch, _shape, _x, _weight, default, _y);

    /// <summary>The gradient by the images.</summary>
    [Benchmark]
    public void InputGradient() => Convolution.InputGradient<float>(WorkerPool.Single, Batch, _shape, _y, _weight, _dx);

    /// <summary>The gradient by the filters.</summary>
    [Benchmark]
    public void WeightGradient() => Convolution.WeightGradient<float>(WorkerPool.Single, Batch, _shape, _x, _y, _dWeight, default);
}
