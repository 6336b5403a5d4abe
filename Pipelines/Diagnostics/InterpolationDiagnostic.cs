using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Diagnostics;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Diagnostics;

/// <summary>
/// Loss and accuracy on the line from the trained network (α = 0) to a second one (α = 1) of the same layers and options, which is trained
/// when the first has ended, with another batch size and with initial weights of its own. Classes only.
/// </summary>
/// <param name="batchSize">Rows of a batch of the second network.</param>
public sealed class InterpolationDiagnostic(int batchSize) : TrainingDiagnostic
{
    /// <summary>Places on the line; both networks are among them.</summary>
    public const int Places = 52;

    /// <summary>
    /// The metric of α, from −1 to 2; a point for each place, whose number stands in <see cref="HistoryPoint.Iteration"/>.
    /// </summary>
    public const string Alpha = "alpha";

    /// <summary>The metric of the loss at a place, of train and of test.</summary>
    public const string Loss = "alpha-loss";

    /// <summary>The metric of the accuracy at a place, of train and of test.</summary>
    public const string Accuracy = "alpha-accuracy";

    private const int MaximumRows = 5_000;
    private const int OwnWeights = 1_000_003; // added to the seed
    private readonly List<HistoryPoint> _points = [];

    /// <inheritdoc/>
    public override IReadOnlyList<HistoryPoint> Points => _points;

    /// <inheritdoc/>
    public override void OnEnd(TrainingEnd<float> end)
    {
        var second = Network<float>.Create(end.Network.Definition, unchecked(end.Options.Seed + OwnWeights));
        Trainer.Fit(
            second, end.Training, [], end.Options with { BatchSize = batchSize, Checkpoint = null, EarlyStopping = null },
            cancellation: end.Cancellation);
        var sets = new List<(string Split, SampleSet<float> Samples)> { (Split.Train, SpreadRows.Of(end.Training, MaximumRows)) };
        if (end.Monitors.FirstOrDefault(monitor => monitor.Name == Split.Test) is { } test)
            sets.Add((Split.Test, SpreadRows.Of(test.Samples, MaximumRows)));
        for (var i = 0; i < Places; i++)
        {
            end.Cancellation.ThrowIfCancellationRequested();
            var alpha = -1 + (3.0 * i / (Places - 1));
            var network = NetworkInterpolation.At(end.Network, second, alpha, sets[0].Samples);
            _points.Add(new(0, i, Split.Train, Alpha, alpha));
            foreach (var (split, samples) in sets)
            {
                var scores = ClassificationScores.Of(network, samples);
                _points.Add(new(0, i, split, Loss, scores.LogLoss));
                _points.Add(new(0, i, split, Accuracy, scores.Accuracy));
            }
        }
    }
}
