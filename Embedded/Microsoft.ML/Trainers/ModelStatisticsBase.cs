namespace Microsoft.ML.Trainers;

/// <summary>How well a linear model fits its training data.</summary>
public class ModelStatisticsBase
{
    /// <summary>The number of examples.</summary>
    public readonly long TrainingExampleCount;

    /// <summary>Twice the log loss of the model, summed over the examples.</summary>
    public readonly float Deviance;

    /// <summary>Twice the log loss of the labels' frequencies as prediction, summed over the examples.</summary>
    public readonly float NullDeviance;

    /// <summary>The biases and the weights that are not zero.</summary>
    public readonly int ParametersCount;

    internal ModelStatisticsBase(long trainingExampleCount, int parametersCount, float deviance, float nullDeviance)
    {
        TrainingExampleCount = trainingExampleCount;
        ParametersCount = parametersCount;
        Deviance = deviance;
        NullDeviance = nullDeviance;
    }
}
