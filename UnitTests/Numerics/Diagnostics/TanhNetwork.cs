using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Diagnostics;

/// <summary>
/// A network 2-3-2 with tanh, whose figures PyTorch 1.13 gave in double precision (autograd.functional.jacobian and hessian,
/// linalg.eigvalsh): parameter i of the k-th array (weights, biases, weights, biases; k from 1) is sin(1.3 i + k / 10).
/// </summary>
internal static class TanhNetwork
{
    public static double[] Rows { get; } = [0.5, -1.0, 1.5, 0.25, -0.75, 2.0];

    public static SampleSet<double> Samples => SampleSet<double>.Classification(Rows, 2, new[] { 0, 1, 1 }, 2);

    public static Network<double> Create() => Network<double>.Create(
        Mlp.Define(2, [3], 2, Activation.Tanh),
        [.. new[] { 6, 3, 6, 2 }.SelectMany((count, k) => Enumerable.Range(0, count).Select(i => Math.Sin((1.3 * i) + (0.1 * (k + 1)))))]);
}
