using System.Numerics;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Initialization;

/// <summary>
/// How the weights of a dense or convolutional layer start. <c>fanIn</c> is the number of inputs that feed one output, <c>fanOut</c> the
/// number of outputs that one input feeds.
/// </summary>
public enum WeightInitialization
{
    /// <summary>PyTorch's default for <c>Linear</c>: weight and bias uniform in ±1/√fanIn.</summary>
    PyTorch,

    /// <summary>He et al. 2015 (arXiv:1502.01852): normal with variance 2/fanIn; bias 0. For ReLU and its kin.</summary>
    HeNormal,

    /// <summary>He et al. 2015, uniform in ±√(6/fanIn); bias 0.</summary>
    HeUniform,

    /// <summary>Glorot and Bengio 2010: normal with variance 2/(fanIn + fanOut); bias 0. For tanh and sigmoid.</summary>
    GlorotNormal,

    /// <summary>Glorot and Bengio 2010: uniform in ±√(6/(fanIn + fanOut)); bias 0.</summary>
    GlorotUniform,
}

/// <summary>
/// Fills the weights and the bias of one layer. Values are drawn in double and rounded to <c>T</c>, so that float and double networks of
/// one seed start alike.
/// </summary>
internal static class Initializer
{
    public static void Fill<T>(WeightInitialization scheme, Span<T> weight, Span<T> bias, int fanIn, int fanOut, Xoshiro256 random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (ReferenceEquals(random, Xoshiro256.Unused))
            return;
        switch (scheme)
        {
            case WeightInitialization.PyTorch:
                Uniform(weight, 1 / Math.Sqrt(fanIn), random);
                Uniform(bias, 1 / Math.Sqrt(fanIn), random);
                return;
            case WeightInitialization.HeNormal:
                Normal(weight, Math.Sqrt(2.0 / fanIn), random);
                break;
            case WeightInitialization.HeUniform:
                Uniform(weight, Math.Sqrt(6.0 / fanIn), random);
                break;
            case WeightInitialization.GlorotNormal:
                Normal(weight, Math.Sqrt(2.0 / ((double)fanIn + fanOut)), random);
                break;
            case WeightInitialization.GlorotUniform:
                Uniform(weight, Math.Sqrt(6.0 / ((double)fanIn + fanOut)), random);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "Unknown weight initialization.");
        }

        bias.Clear();
    }

    private static void Uniform<T>(Span<T> values, double bound, Xoshiro256 random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = T.CreateTruncating(random.NextUniform(-bound, bound));
    }

    private static void Normal<T>(Span<T> values, double deviation, Xoshiro256 random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = T.CreateTruncating(random.NextNormal() * deviation);
    }
}
