namespace Microsoft.ML.Trainers;

/// <summary>A linear multiclass model whose scores are wₖ · x + bₖ.</summary>
public sealed class LinearMulticlassModelParameters : LinearMulticlassModelParametersBase
{
    internal LinearMulticlassModelParameters(float[] weights, float[] biases, ModelStatisticsBase? statistics = null)
        : base(weights, biases, statistics)
    {
    }
}
