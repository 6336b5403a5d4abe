using System.Numerics.Tensors;
using Microsoft.ML.Saving;
using Microsoft.ML.Trainers;

[assembly: LoadableComponent(MaximumEntropyModelParameters.Signature, typeof(MaximumEntropyModelParameters))]

namespace Microsoft.ML.Trainers;

/// <summary>A linear multiclass model whose scores are probabilities: the softmax of wₖ · x + bₖ.</summary>
public sealed class MaximumEntropyModelParameters : LinearMulticlassModelParametersBase
{
    private const int Chunk = 64;

    internal const string Signature = "MaximumEntropy";

    internal MaximumEntropyModelParameters(float[] weights, float[] biases, ModelStatisticsBase? statistics = null)
        : base(weights, biases, statistics)
    {
    }

    internal static MaximumEntropyModelParameters Load(ModelLoadContext ctx) => new(ctx.Reader.ReadValues<float>(), ctx.Reader.ReadValues<float>());

    private protected override void SaveModel(ModelSaveContext ctx) => SaveLinear(ctx, Signature);

    /// <summary>Softmax. A score of plus infinity, or one that is no number, leaves none that is.</summary>
    private protected override void Transform(Span<float> scores)
    {
        float maximum = float.NegativeInfinity;
        foreach (float score in scores)
            maximum = Math.Max(maximum, score);
        double sum = 0;
        Span<double> powers = stackalloc double[Math.Min(scores.Length, Chunk)];
        for (int start = 0; start < scores.Length; start += Chunk)
        {
            Span<float> part = scores.Slice(start, Math.Min(Chunk, scores.Length - start));
            Span<double> power = powers[..part.Length];
            for (int k = 0; k < part.Length; k++)
                power[k] = part[k] - maximum;
            TensorPrimitives.Exp(power, power);
            for (int k = 0; k < part.Length; k++)
            {
                sum += power[k];
                part[k] = (float)power[k];
            }
        }

        float scale = (float)(1 / sum);
        foreach (ref float score in scores)
            score *= scale;
    }
}
