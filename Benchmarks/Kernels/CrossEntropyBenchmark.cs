using BenchmarkDotNet.Attributes;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Benchmarks.Kernels;

/// <summary>Softmax, cross-entropy and their gradient for 1024 rows.</summary>
[MemoryDiagnoser]
public unsafe class CrossEntropyBenchmark
{
    private const int Rows = 1024;
    private readonly int[] _labels = new int[Rows];
    private readonly double[] _losses = new double[Rows];
    private readonly byte[] _hits = new byte[Rows];
    private float[] _scores = [], _gradient = [];

    /// <summary>Classes.</summary>
    [Params(10, 33)]
    public int Classes { get; set; }

    /// <summary>Makes scores and labels.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _scores = RandomVectors.Uniform(Rows * Classes, 1);
        _gradient = new float[_scores.Length];
        for (var i = 0; i < Rows; i++)
            _labels[i] = i % Classes;
    }

    /// <summary>Copies the scores and turns them into gradients.</summary>
    [Benchmark]
    public void LossAndGradient()
    {
        _scores.CopyTo(_gradient, 0);
        fixed (float* scores = _gradient)
        fixed (int* labels = _labels)
        fixed (double* losses = _losses)
        fixed (byte* hits = _hits)
        {
            var kernel = new SoftmaxCrossEntropyKernel<float>
            {
                Scores = scores,
                Labels = labels,
                Losses = losses,
                Hits = hits,
                Rows = Rows,
                Columns = Classes,
                Scale = 1f / Rows,
                Gradient = true,
            };
            SimdDispatch.Run<SoftmaxCrossEntropyKernel<float>, float>(ref kernel);
        }
    }
}
