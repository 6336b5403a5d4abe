using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>
/// The trainings of a transfer: the head on the features of the frozen backbone, which are computed once, and all weights together.
/// </summary>
internal sealed class TransferTraining
{
    /// <summary>Epochs of the head alone, where it is trained first.</summary>
    public required int ProbeEpochs { get; init; }

    /// <summary>The head's rate, where it is trained first.</summary>
    public required double ProbeRate { get; init; }

    /// <summary>The backbone's rate while all weights are fine-tuned; null for the head's.</summary>
    public required double? BackboneRate { get; init; }

    /// <summary>Where features are kept; null for nowhere.</summary>
    public required string? CacheFolder { get; init; }

    /// <summary>Told how many images have passed the frozen backbone; null for nobody.</summary>
    public required IProgress<FeatureProgress>? FeatureProgress { get; init; }

    /// <summary>Trains the network by a mode.</summary>
    /// <param name="mode">What is trained.</param>
    /// <param name="settings">How.</param>
    /// <param name="training">Network, samples and monitors.</param>
    public TrainingResult Fit(TransferMode mode, TrainingSettings settings, NetworkTraining training) => mode switch
    {
        TransferMode.Scratch => training.Run(settings),
        TransferMode.FineTune => FineTune(settings, training),
        TransferMode.Probe => Probe(settings, training),
        _ => ProbeThenFineTune(settings, training),
    };

    private TrainingResult FineTune(TrainingSettings settings, NetworkTraining training) =>
        training.Run(settings with { RateFactors = [.. RatesOfParts(settings, training.Network), .. settings.RateFactors] });

    private TrainingResult ProbeThenFineTune(TrainingSettings settings, NetworkTraining training)
    {
        var probe = settings with
        {
            Epochs = ProbeEpochs,
            Optimizer = settings.Optimizer with { LearningRate = ProbeRate },
            EarlyStopping = null,
            Checkpoint = settings.Checkpoint is { } checkpoint ? checkpoint with { Path = $"{checkpoint.Path}.probe" } : null,
        };
        var epochs = ProbeEpochs + settings.Epochs!.Value;
        var first = Probe(probe, training.Within(epochs, behind: null));
        return TrainingPhases.Join(first, FineTune(settings, training.Within(epochs, first.History.Entries[^1])));
    }

    /// <summary>
    /// The head alone. Images that change from epoch to epoch pass the backbone each time; else their features are computed once.
    /// </summary>
    private TrainingResult Probe(TrainingSettings settings, NetworkTraining training)
    {
        if (settings.Augmentation is not null)
            return training.Run(settings with { FirstTrainedLayer = TransferNetwork.HeadOf(training.Network) });
        var features = new BackboneFeatures(TransferNetwork.WithoutHead(training.Network), settings.Threads, CacheFolder)
        {
            Progress = FeatureProgress,
            Cancellation = training.Cancellation,
        };
        var head = TransferNetwork.Head(training.Network);
        var result = (training with
        {
            Network = head,
            Samples = features.Of(training.Samples),
            Monitors = [.. training.Monitors.Select(monitor => monitor with { Samples = features.Of(monitor.Samples) })],
        }).Run(settings);
        TransferNetwork.SetHead(training.Network, head);
        return result with { Seconds = result.Seconds + features.Seconds };
    }

    private IEnumerable<RateFactor> RatesOfParts(TrainingSettings settings, Network<float> network) => BackboneRate is { } rate
        ? [new("", rate / settings.Optimizer.LearningRate), new($"{TransferNetwork.HeadOf(network)}.", 1)]
        : [];
}
