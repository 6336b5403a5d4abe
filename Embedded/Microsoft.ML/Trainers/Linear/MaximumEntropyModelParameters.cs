using Microsoft.ML.Saving;
using Microsoft.ML.Trainers;

[assembly: LoadableComponent(MaximumEntropyModelParameters.Signature, typeof(MaximumEntropyModelParameters))]

namespace Microsoft.ML.Trainers;

/// <summary>A linear multiclass model whose scores are probabilities: the softmax of wₖ · x + bₖ.</summary>
public sealed class MaximumEntropyModelParameters : LinearMulticlassModelParametersBase
{
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
        for (int k = 0; k < scores.Length; k++)
        {
            double power = Math.Exp(scores[k] - maximum);
            sum += power;
            scores[k] = (float)power;
        }

        float scale = (float)(1 / sum);
        foreach (ref float score in scores)
            score *= scale;
    }
}
