using System.Diagnostics;
using MlPipelines.Numerics.Kernels.Convolutions;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>
/// Single convolutions of the networks above, forward and both gradients: 10⁹ operations per second of the plain method, which Winograd's
/// may exceed the limit by; the best of several runs of each.
/// </summary>
internal static class ConvolutionWorkload
{
    private static readonly (string Name, int Batch, ConvolutionShape Shape)[] Layers =
    [
        ("cnn1.1", 64, Shape(1, 28, 10, 5, 1, 0)),
        ("cnn1.2", 64, Shape(10, 12, 20, 5, 1, 0)),
        ("resnet.3-16", 128, Shape(3, 32, 16, 3, 1, 1)),
        ("resnet.16-16", 128, Shape(16, 32, 16, 3, 1, 1)),
        ("resnet.16-32/2", 128, Shape(16, 32, 32, 3, 2, 1)),
        ("resnet.16-32-1x1/2", 128, Shape(16, 32, 32, 1, 2, 0)),
        ("resnet.32-32", 128, Shape(32, 16, 32, 3, 1, 1)),
        ("resnet.64-64", 128, Shape(64, 8, 64, 3, 1, 1)),
        ("resnet18.256-256", 8, Shape(256, 14, 256, 3, 1, 1)),
        ("bottleneck.64-256-1x1", 8, Shape(64, 56, 256, 1, 1, 0)),
    ];

    public static Report Run(string name, int threads)
    {
        using var workers = new WorkerPool(threads);
        var (limit, figures) = (0.0, new Dictionary<string, double>());
        foreach (var (layer, batch, shape) in Layers)
        {
            limit = Math.Max(limit, MultiplyAddLimit.Gflops(workers, threads));
            var random = new Xoshiro256(1, RandomPurpose.Generation);
            var (x, weight) = (Normal(batch * shape.InputSize, random), Normal(shape.WeightSize, random));
            var (y, dx, dWeight) = (Normal(batch * shape.OutputSize, random), new float[x.Length], new float[weight.Length]);
            var operations = 2e-9 * batch * shape.MultiplyAdds;
            figures[$"{layer} forward"] = Math.Round(
                operations / Best(() => Convolution.Forward<float>(workers, batch, shape, x, weight, default, y)), 1);
            figures[$"{layer} input"] = Math.Round(
                operations / Best(() => Convolution.InputGradient<float>(workers, batch, shape, y, weight, dx)), 1);
            figures[$"{layer} weight"] = Math.Round(
                operations / Best(() => Convolution.WeightGradient<float>(workers, batch, shape, x, y, dWeight, default)), 1);
        }
        return new Report { Workload = name, Threads = threads, LimitGflops = Math.Round(limit, 1), GflopsOf = figures };
    }

    private static double Best(Action action)
    {
        var best = double.PositiveInfinity;
        for (var (i, total) = (0, 0.0); i < 4 || (total < 0.5 && i < 500); i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Min(best, seconds);
            total += seconds;
        }
        return best;
    }

    private static float[] Normal(int count, Xoshiro256 random)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)random.NextNormal();
        return values;
    }

    private static ConvolutionShape Shape(int channels, int size, int filters, int window, int stride, int padding) => new ConvolutionShape
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
}
