using System.Numerics;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

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
            return ++Waited >= options.Patience;
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
