namespace MlPipelines.Numerics.Training;

/// <summary>Ends a training when a monitored set gets no better, and gives the network the weights of its best epoch, however the training ended.</summary>
public sealed record EarlyStopping
{
    /// <summary>The name of the monitor to watch. Default "validation".</summary>
    public string Monitor { get; init; } = "validation";

    /// <summary>What to watch. Default the loss.</summary>
    public MonitoredMetric Metric { get; init; }

    /// <summary>Epoch-end evaluations without a new best after which to stop, at least 1. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How much better than the best an evaluation must be to count, at least 0. Default 0.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Monitor);
        if (Patience < 1)
            throw new ArgumentOutOfRangeException(nameof(Patience), Patience, $"{nameof(Patience)} of early stopping must be at least 1; found {Patience}.");
        if (!(double.IsFinite(MinimumImprovement) && MinimumImprovement >= 0))
            throw new ArgumentOutOfRangeException(nameof(MinimumImprovement), MinimumImprovement, $"{nameof(MinimumImprovement)} of early stopping must be finite and at least 0; found {MinimumImprovement}.");
    }
}
