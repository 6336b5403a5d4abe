using System.Numerics;

namespace Microsoft.ML.Transforms.Missing;

/// <summary>What of the numbers of one slot may replace the missing ones. NaN does not count, infinity only as smallest and largest.</summary>
internal sealed class SlotStatistics(MissingValueReplacingEstimator.ReplacementMode mode)
{
    private readonly Dictionary<double, long> _counts = [];
    private double _sum;
    private long _count;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private double _mode;
    private long _modeCount;

    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
        if (!double.IsFinite(value))
            return;
        _count++;
        _sum += value;
        if (mode != MissingValueReplacingEstimator.ReplacementMode.Mode)
            return;
        long seen = _counts.GetValueOrDefault(value) + 1;
        _counts[value] = seen;
        if (seen > _modeCount)
            (_mode, _modeCount) = (value, seen);
    }

    /// <summary>The replacement; 0 when there was no number.</summary>
    public T Replacement<T>()
        where T : INumberBase<T> =>
        _count == 0
            ? T.Zero
            : mode switch
            {
                MissingValueReplacingEstimator.ReplacementMode.Mean => T.CreateTruncating(_sum / _count),
                MissingValueReplacingEstimator.ReplacementMode.Minimum => T.CreateTruncating(_minimum),
                MissingValueReplacingEstimator.ReplacementMode.Maximum => T.CreateTruncating(_maximum),
                MissingValueReplacingEstimator.ReplacementMode.Mode => T.CreateTruncating(_mode),
                _ => T.Zero,
            };
}
