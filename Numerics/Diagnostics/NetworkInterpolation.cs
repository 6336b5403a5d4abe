using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Diagnostics;

/// <summary>Networks on the straight line through two networks of one definition (Goodfellow, Vinyals and Saxe 2015, arXiv:1412.6544).</summary>
public static class NetworkInterpolation
{
    /// <summary>A network of its own with the parameters (1 − α) · a + α · b.</summary>
    /// <param name="a">Where α is 0.</param>
    /// <param name="b">Where α is 1; of the same definition.</param>
    /// <param name="alpha">α, any finite number: below 0 and above 1 lies beyond the two.</param>
    /// <param name="statistics">The rows that running statistics of batch normalization are measured on anew, for those of neither network belong to the new one; may be null where there are none.</param>
    /// <exception cref="ArgumentException">The definitions differ, α is not finite, or there are statistics to measure and no rows for it.</exception>
    public static Network<T> At<T>(Network<T> a, Network<T> b, double alpha, SampleSet<T>? statistics = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (!double.IsFinite(alpha))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"The place on the line must be finite; found {alpha}.");
        if (!a.Definition.Equals(b.Definition))
            throw new ArgumentException("The two networks have different layers: a line leads from one to the other only between networks of one definition.", nameof(b));
        var network = a.Clone();
        var values = network.ParameterValues;
        var other = b.ParameterValues;
        var (own, rest) = (T.CreateTruncating(1 - alpha), T.CreateTruncating(alpha));
        for (var i = 0; i < values.Length; i++)
            values[i] = (own * values[i]) + (rest * other[i]);
        if (network.State.Count > 0)
            RunningStatistics.Measure(network, statistics ?? throw new ArgumentException("The networks have batch normalization: give rows to measure its statistics on.", nameof(statistics)));
        return network;
    }
}
