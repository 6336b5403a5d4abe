using MlPipelines.Numerics.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Networks;

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
