using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What a network trainer has learned. Safe to use from several threads at once.</summary>
public class NetworkModel : IRowModel
{
    private readonly RowPrediction _predict;

    internal NetworkModel(NetworkOutput output, Network<float> network, TrainingResult training, INetworkEngine? engine = null)
    {
        Output = output;
        Network = network;
        Training = training;
        _predict = engine?.CreatePredictor(network) ?? new RowPredictor<float>(network).Predict;
    }

    /// <summary>What the network's outputs stand for.</summary>
    public NetworkOutput Output { get; }

    /// <summary>The trained network, whose outputs are raw: logits or standardized numbers. Predictions of this model are of its parameters as training left them.</summary>
    public Network<float> Network { get; }

    /// <summary>How the training went: epochs, steps, time, the best epoch.</summary>
    public TrainingResult Training { get; }

    /// <summary>Losses and accuracies while training.</summary>
    public TrainingHistory History => Training.History;

    /// <summary>The name of each class, in the order of the scores; null where the label's keys stand for no values, or there are no classes.</summary>
    public IReadOnlyList<string>? ClassNames { get; internal init; }

    /// <summary>The mean of the target that was trained on, in its units; null where the target is no number.</summary>
    public double? TargetMean { get; internal init; }

    /// <summary>The standard deviation of the target that was trained on, in its units; null where the target is no number.</summary>
    public double? TargetDeviation { get; internal init; }

    /// <summary>Features of a row.</summary>
    public int FeatureCount => Network.InputSize;

    /// <summary>Scores of a row: one for each class, else 1.</summary>
    public int OutputCount => Network.OutputSize;

    /// <summary>The scores of one row, without allocation: class probabilities, the logit of true, or the number in its units.</summary>
    /// <param name="features">[<see cref="FeatureCount"/>]</param>
    /// <param name="scores">[<see cref="OutputCount"/>], overwritten.</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        _predict(features, scores);
        switch (Output)
        {
            case NetworkOutput.ClassProbabilities:
                Softmax.Apply(scores, scores.Length);
                break;
            case NetworkOutput.Number:
                scores[0] = (float)(scores[0] * TargetDeviation!.Value + TargetMean!.Value);
                break;
        }
    }

    bool IRowModel.CanScore(ReadOnlySpan<float> features) => FiniteValues.All(features);
}
