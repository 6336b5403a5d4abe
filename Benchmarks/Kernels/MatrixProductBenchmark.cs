using BenchmarkDotNet.Attributes;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Benchmarks.Kernels;

/// <summary>
/// C = A B as dense layers have it: square, a batch of digits, a narrow layer, and the gradient by the weights (A transposed).
/// </summary>
[MemoryDiagnoser]
public class MatrixProductBenchmark
{
    private float[] _a = [], _b = [], _c = [];
    private int _m, _n, _k;

    /// <summary>Rows, columns and terms; T where A is given by columns.</summary>
    [Params("1024x1024x1024", "128x128x784", "256x16x16", "784x128x128T", "127x129x63")]
    public string Shape { get; set; } = "";

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var sizes = Shape.TrimEnd('T').Split('x').Select(int.Parse).ToArray();
        (_m, _n, _k) = (sizes[0], sizes[1], sizes[2]);
        (_a, _b, _c) = (RandomVectors.Uniform(_m * _k, 1), RandomVectors.Uniform(_k * _n, 2), new float[_m * _n]);
    }

    /// <summary>The blocked product.</summary>
    [Benchmark]
    public void Multiply()
    {
        var a = Shape.EndsWith('T') ? MatrixView<float>.Transposed(_a, _m) : new MatrixView<float>(_a, _k);
        MatrixProduct.Multiply(WorkerPool.Single, _m, _n, _k, a, new MatrixView<float>(_b, _n), _c.AsSpan(), default);
    }
}
