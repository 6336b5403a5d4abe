using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What a network trainer has learned. Safe to use from several threads at once.</summary>
public sealed class NetworkModel
{
    private readonly RowPredictor<float> _predictor;

    internal NetworkModel(Network<float> network, TrainingHistory history, IReadOnlyList<string>? classNames)
    {
        Network = network;
        _predictor = new RowPredictor<float>(network);
        History = history;
        ClassNames = classNames;
    }

    /// <summary>The trained network; its outputs are logits. Predictions of this model are of its parameters as training left them.</summary>
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
        _predictor.Predict(features, scores);
        Softmax.Apply(scores, scores.Length);
    }
}
