using MlPipelines.Numerics.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Networks;

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
