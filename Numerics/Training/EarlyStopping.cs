using System.Numerics;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// Ends a training when a monitored set gets no better. A network then gets the weights of its best epoch, however the training ended;
/// boosted trees are cut back to the best round.
/// </summary>
public sealed record EarlyStopping
{
    /// <summary>
    /// The name of the monitor to watch; <see cref="Trees.GradientBooster"/> itself always watches its validation rows. Default
    /// "validation".
    /// </summary>
    public string Monitor { get; init; } = "validation";

    /// <summary>What to watch. Default the loss.</summary>
    public MonitoredMetric Metric { get; init; }

    /// <summary>
    /// Evaluations (ends of epochs, rounds of boosting) without a new best after which to stop, at least 1. Null: for networks those of the
    /// epochs that make 2000 steps, at least 20 and at most 50 epochs; for trees 20 rounds. Default 10.
    /// </summary>
    public int? Patience { get; init; } = 10;

    /// <summary>How much better than the best an evaluation must be to count, at least 0. Default 0.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Monitor);
        if (!Enum.IsDefined(Metric))
            throw new ArgumentOutOfRangeException(nameof(Metric), Metric, "No such metric to watch.");
        if (Patience is < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Patience), Patience, $"{nameof(Patience)} of early stopping must be at least 1; found {Patience}.");
        }

        if (!(double.IsFinite(MinimumImprovement) && MinimumImprovement >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(MinimumImprovement), MinimumImprovement,
                $"{nameof(MinimumImprovement)} of early stopping must be finite and at least 0; found {MinimumImprovement}.");
        }
    }
}

/// <summary>A figure of a monitored set.</summary>
public enum MonitoredMetric
{
    /// <summary>The mean loss; less is better.</summary>
    Loss,

    /// <summary>The accuracy; more is better.</summary>
    Accuracy,
}

/// <summary>Remembers the weights of the best epoch so far and says when to stop waiting for a better one.</summary>
internal sealed class BestWeights<T>(EarlyStopping options, Network<T> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _weights = network.ParameterValues.ToArray();
    private readonly T[] _state = network.StateValues.ToArray();

    /// <summary>The remembered weights' buffer, for checkpoints.</summary>
    public Memory<T> Weights => _weights;

    /// <summary>The buffer of the running statistics that belong to the remembered weights, for checkpoints.</summary>
    public Memory<T> State => _state;

    /// <summary>The best figure so far, less being better.</summary>
    public double Value { get; set; } = double.PositiveInfinity;

    /// <summary>Evaluations since the best.</summary>
    public int Waited { get; set; }

    /// <summary>The epoch of the remembered weights, from 1; 0 when there was no evaluation yet.</summary>
    public int Epoch { get; set; }

    /// <summary>Looks at an epoch's evaluation; true when it is time to stop. NaN is never better.</summary>
    public bool Observe(int epoch, IReadOnlyList<MonitorResult> results)
    {
        if (results.Count == 0)
            return false;
        var watched = results.First(r => r.Name == options.Monitor);
        var value = options.Metric == MonitoredMetric.Loss ? watched.Loss : -watched.Accuracy;
        if (!(value < Value - options.MinimumImprovement))
            return ++Waited >= options.Patience!.Value;
        (Value, Epoch, Waited) = (value, epoch, 0);
        network.ParameterValues.CopyTo(_weights);
        network.StateValues.CopyTo(_state);
        return false;
    }

    /// <summary>Gives the network the best weights.</summary>
    public void Restore()
    {
        if (Epoch == 0)
            return;
        _weights.CopyTo(network.ParameterValues);
        _state.CopyTo(network.StateValues);
    }
}
