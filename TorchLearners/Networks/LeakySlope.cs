using TorchSharp;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Networks;

/// <summary>Leaky ReLU whose slope outlives the native call, see <see cref="Training.TorchOptimizer"/>.</summary>
internal sealed class LeakySlope(double slope) : nn.Module<Tensor, Tensor>(nameof(LeakySlope))
{
    /// <summary>y = max(x, 0) + slope · min(x, 0).</summary>
    public override Tensor forward(Tensor input)
    {
        using Scalar factor = slope;
        return input.leaky_relu(factor);
    }
}
