namespace Microsoft.ML.Trainers;

/// <summary>A linear multiclass model whose scores are probabilities: the softmax of wₖ · x + bₖ.</summary>
public sealed class MaximumEntropyModelParameters : LinearMulticlassModelParametersBase
{
    internal MaximumEntropyModelParameters(float[] weights, float[] biases, ModelStatisticsBase? statistics = null)
        : base(weights, biases, statistics)
    {
    }

    private protected override void Transform(Span<float> scores)
    {
        float maximum = float.NegativeInfinity;
        foreach (float score in scores)
            maximum = Math.Max(maximum, score);
        double sum = 0;
        foreach (float score in scores)
            sum += Math.Exp(score - maximum);
        float logSum = (float)(maximum + Math.Log(sum));
        for (int k = 0; k < scores.Length; k++)
            scores[k] = (float)Math.Exp(scores[k] - logSum);
    }
}
