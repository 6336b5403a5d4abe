using System.Runtime.InteropServices;
using MlPipelines.Numerics.Networks;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Networks;

/// <summary>Scores single rows on libtorch. Safe to use from several threads at once; its tensors are freed with it.</summary>
internal sealed class TorchPredictor(Network<float> network)
{
    private readonly Func<Tensor, ulong?, Tensor> _forward = new TorchNetwork<float>(network).Forward;

    /// <summary>The network's outputs for one row.</summary>
    /// <param name="features">[inputs].</param>
    /// <param name="scores">[outputs], overwritten.</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        using var mode = inference_mode();
        using var scope = NewDisposeScope();
        var x = empty([1, features.Length], dtype: ScalarType.Float32);
        MemoryMarshal.AsBytes(features).CopyTo(x.bytes);
        MemoryMarshal.Cast<byte, float>(_forward(x, null).bytes).CopyTo(scores);
    }
}
