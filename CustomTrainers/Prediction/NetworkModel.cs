using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What a network trainer has learned. Safe to use from several threads at once.</summary>
public sealed class NetworkModel
{
    internal NetworkModel(Network<float> network, TrainingHistory history, IReadOnlyList<string>? classNames)
    {
        Network = network;
        History = history;
        ClassNames = classNames;
    }

    /// <summary>The trained network; its outputs are logits.</summary>
    public Network<float> Network { get; }

    /// <summary>Losses and accuracies while training.</summary>
    public TrainingHistory History { get; }

    /// <summary>The name of each class, in the order of the scores; null where the label's keys stand for no values.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>Features of a row.</summary>
    public int FeatureCount => Network.InputSize;

    /// <summary>Scores of a row: one for each class.</summary>
    public int OutputCount => Network.OutputSize;

    /// <summary>Class probabilities of one row, without allocation.</summary>
    /// <param name="features">[<see cref="FeatureCount"/>]</param>
    /// <param name="scores">[<see cref="OutputCount"/>], overwritten.</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        Network.Predict(features, scores);
        Softmax.Apply(scores, scores.Length);
    }
}
