using BenchmarkDotNet.Attributes;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Benchmarks.Kernels;

/// <summary>One row through 784-128-10.</summary>
[MemoryDiagnoser]
public class RowProductBenchmark
{
    private readonly RowPredictor<float> _predictor = new(
        Network<float>.Create(Mlp.Define(784, [128], 10, Activation.ReLU, WeightInitialization.PyTorch), seed: 1));
    private readonly float[] _scores = new float[10];
    private float[] _row = [];

    /// <summary>How many of 100 inputs are 0.</summary>
    [Params(0, 80)]
    public int PercentZeros { get; set; }

    /// <summary>Makes the row: its zeros in runs of 28, as a digit's background.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _row = RandomVectors.Uniform(784, 1);
        for (var i = 0; i < _row.Length; i++)
        {
            if (i / 28 * 37 % 100 < PercentZeros)
                _row[i] = 0;
        }
    }

    /// <summary>The scores of the row.</summary>
    [Benchmark]
    public void Predict() => _predictor.Predict(_row, _scores);
}
