namespace MlPipelines.Numerics.Training;

/// <summary>The loss or a weight became NaN or infinite: the training stopped, the network's weights are of no use.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says when it happened and what usually helps.</summary>
    public TrainingDivergedException(int epoch, long iteration, double value, double learningRate, string what = "The training loss")
        : base($"{what} became {value} in epoch {epoch}, iteration {iteration}, at learning rate {learningRate}. Lower the learning rate, or bring the features to a common scale (NormalizeMeanVariance).")
    {
        Epoch = epoch;
        Iteration = iteration;
    }

    /// <summary>Epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Step since the start, from 1.</summary>
    public long Iteration { get; }
}
