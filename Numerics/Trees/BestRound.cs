using MlPipelines.Numerics.Training;

namespace MlPipelines.Numerics.Trees;

/// <summary>Remembers the round that did best on the validation rows, and when to stop waiting for a better one.</summary>
internal sealed class BestRound(BoostingOptions options)
{
    private double _best = double.PositiveInfinity;

    /// <summary>The best round so far; 0 before the first that is a number.</summary>
    public int Round { get; private set; }

    /// <summary>Takes a round in; true when training should end.</summary>
    public bool Add(int round, MonitorFigures figures)
    {
        // Smaller is better; NaN never is.
        double value = options.EarlyStoppingMetric == MonitoredMetric.Accuracy ? -figures.Accuracy : figures.Loss;
        if (value < _best - options.EarlyStoppingImprovement)
        {
            _best = value;
            Round = round;
        }
        return round - Round >= options.EarlyStoppingRounds;
    }
}
