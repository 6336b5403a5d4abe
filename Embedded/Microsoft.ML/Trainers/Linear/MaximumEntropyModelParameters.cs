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

    private protected override void Transform(Span<float> scores)
    {
        float logSum = LogSumExp(scores);
        for (int k = 0; k < scores.Length; k++)
            scores[k] = (float)Math.Exp(scores[k] - logSum);
    }

    /// <summary>log Σₖ exp(scoresₖ); infinite when a score is.</summary>
    private static float LogSumExp(ReadOnlySpan<float> scores)
    {
        int largest = 0;
        for (int k = 1; k < scores.Length; k++)
        {
            if (scores[k] > scores[largest])
                largest = k;
        }

        float maximum = scores[largest];
        if (float.IsInfinity(maximum))
            return maximum;
        double others = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            if (k != largest)
                others += Math.Exp(scores[k] - maximum);
        }

        return (float)(maximum + Math.Log(1 + others));
    }
}
