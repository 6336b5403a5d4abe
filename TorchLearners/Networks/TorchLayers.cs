using System.Numerics;
using System.Runtime.InteropServices;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Networks;

/// <summary>Leaky ReLU whose slope outlives the native call: TorchSharp's own may be freed by a garbage collection during it.</summary>
internal sealed class LeakySlope(double slope) : nn.Module<Tensor, Tensor>(nameof(LeakySlope))
{
    /// <summary>y = max(x, 0) + slope · min(x, 0).</summary>
    public override Tensor forward(Tensor input)
    {
        using Scalar factor = slope;
        return input.leaky_relu(factor);
    }
}

/// <summary>Dropout with the masks of <see cref="DropoutLayer{T}"/>: libtorch's own would follow another generator.</summary>
internal sealed class MaskedDropout<T>(double probability, string path) : nn.Module<Tensor, Tensor>(nameof(MaskedDropout<>))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ulong _place = DropoutLayer<T>.Place(path);
    private T[] _ones = [];

    /// <summary>Of the step; null while predicting.</summary>
    public ulong? StepSeed { get; set; }

    /// <summary>y = x · mask / (1 − p), or y = x while predicting.</summary>
    public override Tensor forward(Tensor input)
    {
        if (StepSeed is not { } seed || probability == 0)
            return input.alias();
        var count = (int)input.numel();
        if (_ones.Length < count)
        {
            _ones = new T[count];
            Array.Fill(_ones, T.One);
        }

        var mask = empty(input.shape, dtype: input.dtype);
        DropoutMask.Apply(
            WorkerPool.Single, seed ^ _place, probability, _ones.AsSpan(0, count), MemoryMarshal.Cast<byte, T>(mask.bytes));
        return input * mask;
    }
}

/// <summary><see cref="SineFeatures"/>: the sines of all inputs at the first frequency, then at the next.</summary>
internal sealed class Sines(IReadOnlyList<double> frequencies) : nn.Module<Tensor, Tensor>(nameof(Sines))
{
    /// <summary>[rows, n] to [rows, frequencies · n].</summary>
    public override Tensor forward(Tensor input) => cat([.. frequencies.Select(frequency => Sine(input, frequency))], 1);

    private static Tensor Sine(Tensor input, double frequency)
    {
        using Scalar factor = frequency;
        return input.mul(factor).sin();
    }
}

/// <summary>Batch normalization over tensors that a network's parameters and running statistics were copied to.</summary>
internal sealed class TrackedBatchNorm(BatchNorm definition, string path, IReadOnlyDictionary<string, Tensor> tensors)
    : nn.Module<Tensor, Tensor>(nameof(TrackedBatchNorm))
{
    private readonly Tensor _weight = tensors[$"{path}.weight"];
    private readonly Tensor _bias = tensors[$"{path}.bias"];
    private readonly Tensor _mean = tensors[$"{path}.running_mean"];
    private readonly Tensor _variance = tensors[$"{path}.running_var"];
    private readonly Tensor _counter = tensors[$"{path}.num_batches_tracked"];

    /// <summary>Whether the batch's own statistics are used, and tracked.</summary>
    public bool Batch { get; set; }

    /// <summary>y = weight · (x − mean) / √(variance + epsilon) + bias.</summary>
    public override Tensor forward(Tensor input)
    {
        using Scalar one = 1;
        if (Batch)
            _counter.add_(one);
        return nn.functional.batch_norm(input, _mean, _variance, _weight, _bias, Batch, definition.Momentum, definition.Epsilon);
    }
}
