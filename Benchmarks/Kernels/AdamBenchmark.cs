using BenchmarkDotNet.Attributes;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Kernels.Updates;

namespace MlPipelines.Benchmarks.Kernels;

/// <summary>One step of Adam over the parameters of 784-128-10.</summary>
[MemoryDiagnoser]
public unsafe class AdamBenchmark
{
    private const int Parameters = 101_770;
    private readonly float[] _weights = RandomVectors.Uniform(Parameters, 1), _gradient = RandomVectors.Uniform(Parameters, 2);
    private readonly float[] _mean = new float[Parameters], _square = new float[Parameters];

    /// <summary>The fused step.</summary>
    [Benchmark]
    public void Step()
    {
        fixed (float* w = _weights, g = _gradient, m = _mean, v = _square)
        {
            var factors = new AdamFactors<float>
            {
                Beta1 = 0.9f,
                Beta2 = 0.999f,
                OneMinusBeta1 = 0.1f,
                OneMinusBeta2 = 0.001f,
                Epsilon = 1e-8f,
                InverseRootCorrection = 1,
                StepSize = 0.001f,
                Keep = 1,
            };
            Elementwise.Run<AdamStep<float>, float>(new AdamStep<float> { W = w, G = g, M = m, V = v, Factors = factors }, Parameters);
        }
    }
}
