using System.Numerics;
using MlPipelines.Numerics.Losses;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// The targets of a batch for a network of several members: each member of each row is a row of its own, with the row's target and weight,
/// so that the batch's mean loss is the mean of the members' losses.
/// </summary>
/// <param name="members">Members of each row.</param>
/// <param name="maximumBatch">Most rows of a batch.</param>
internal sealed class MemberTargets<T>(int members, int maximumBatch)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _labels = new int[checked(members * maximumBatch)];
    private readonly T[] _weights = new T[members * maximumBatch];
    private T[] _values = [];

    /// <summary>The targets, each as often as there are members.</summary>
    public TargetBatch<T> Repeat(in TargetBatch<T> targets)
    {
        var count = targets.Count * members;
        var columns = targets.Values.Length / targets.Count;
        if (_values.Length < count * columns)
            _values = new T[members * maximumBatch * columns];
        return new TargetBatch<T>
        {
            Count = count,
            Labels = Repeat(targets.Labels, 1, _labels),
            Values = Repeat(targets.Values, columns, _values),
            Weights = Repeat(targets.Weights, 1, _weights),
        };
    }

    /// <summary>The sums over rows, of sums over their members.</summary>
    public LossSums MeanOf(LossSums sums) => new(sums.Loss / members, sums.Correct / members, sums.Weight / members);

    private ReadOnlySpan<TValue> Repeat<TValue>(ReadOnlySpan<TValue> values, int columns, Span<TValue> repeated)
    {
        if (columns == 0 || values.IsEmpty)
            return default;
        for (var (from, to) = (0, 0); from < values.Length; from += columns)
        {
            for (var member = 0; member < members; member++, to += columns)
                values.Slice(from, columns).CopyTo(repeated[to..]);
        }

        return repeated[..(values.Length * members)];
    }
}
