using BenchmarkDotNet.Attributes;
using MlPipelines.Numerics.Kernels.Normalization;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Benchmarks.Kernels;

/// <summary>Batch normalization of 256 rows of 64 features and of 128 × 32 × 32 pixels of 16 channels.</summary>
[MemoryDiagnoser]
public class BatchNormalizationBenchmark
{
    private float[] _x = [], _y = [], _dy = [], _mean = [], _variance = [], _scale = [], _shift = [], _dScale = [], _dShift = [];

    /// <summary>Rows.</summary>
    [Params(256, 131_072)]
    public int Rows { get; set; }

    private int Channels => Rows == 256 ? 64 : 16;

    /// <summary>Makes the rows.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var c = Channels;
        (_x, _y, _dy) = (RandomVectors.Uniform(Rows * c, 1), new float[Rows * c], RandomVectors.Uniform(Rows * c, 2));
        (_mean, _variance, _scale, _shift) = (new float[c], new float[c], RandomVectors.Uniform(c, 3), RandomVectors.Uniform(c, 4));
        (_dScale, _dShift) = (new float[c], new float[c]);
    }

    /// <summary>Mean and variance of each channel, then the normalized and rectified rows.</summary>
    [Benchmark]
    public void Forward()
    {
        BatchNormalizationKernel.Statistics<float>(WorkerPool.Single, Rows, Channels, _x, _mean, _variance);
        BatchNormalizationKernel.Normalize<float>(
            WorkerPool.Single, Rows, Channels, _x, _mean, _variance, 1e-5f, _scale, _shift, default, rectify: true, _y);
    }

    /// <summary>The gradients by scale, shift and rows.</summary>
    [Benchmark]
    public void Backward() => BatchNormalizationKernel.Backward<float>(
        WorkerPool.Single, Rows, Channels, _x, default, _dy, _mean, _variance, 1e-5f, _scale, _dScale, _dShift, _dy);
}
