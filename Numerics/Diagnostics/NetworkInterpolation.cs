using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Diagnostics;

/// <summary>
/// Networks on the straight line through two networks of one definition (Goodfellow, Vinyals and Saxe 2015, arXiv:1412.6544).
/// </summary>
public static class NetworkInterpolation
{
    /// <summary>A network of its own with the parameters (1 − α) · a + α · b.</summary>
    /// <param name="a">Where α is 0.</param>
    /// <param name="b">Where α is 1; of the same definition.</param>
    /// <param name="alpha">α, any finite number: below 0 and above 1 lies beyond the two.</param>
    /// <param name="statistics">The rows that running statistics of batch normalization are measured on anew, for those of neither network
    /// belong to the new one; may be null where there are none.</param>
    /// <exception cref="ArgumentException">The definitions differ, α is not finite, or there are statistics to measure and no rows for
    /// it.</exception>
    public static Network<T> At<T>(Network<T> a, Network<T> b, double alpha, SampleSet<T>? statistics = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (!double.IsFinite(alpha))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"The place on the line must be finite; found {alpha}.");
        if (!a.Definition.Equals(b.Definition))
        {
            throw new ArgumentException("The two networks have different layers: a line leads from one to the other only between networks "
                + "of one definition.", nameof(b));
        }

        var network = a.Clone();
        var values = network.ParameterValues;
        var other = b.ParameterValues;
        var (own, rest) = (T.CreateTruncating(1 - alpha), T.CreateTruncating(alpha));
        for (var i = 0; i < values.Length; i++)
            values[i] = (own * values[i]) + (rest * other[i]);
        if (network.State.Count > 0)
        {
            RunningStatistics.Measure(network, statistics
                ?? throw new ArgumentException(
                "The networks have batch normalization: give rows to measure its statistics on.", nameof(statistics)));
        }

        return network;
    }
}

/// <summary>The running statistics of batch normalization measured anew, as is due where parameters did not come from training.</summary>
public static class RunningStatistics
{
    /// <summary>
    /// Sets the network's running means and variances to the means of those of its batches; as PyTorch's <c>update_bn</c>. Parameters stay
    /// as they are.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">Rows; of k whole batches each takes every k-th row, so that rows sorted by class are mixed, and those that
    /// fill no batch are left out.</param>
    /// <param name="batchSize">Rows of a batch, at least 2. Default 256.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network, or are too few.</exception>
    public static void Measure<T>(Network<T> network, SampleSet<T> samples, int batchSize = 256)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 2);
        if (samples.Columns != network.InputSize)
        {
            throw new ArgumentException(
                $"The network takes {network.InputSize} features per row; the samples have {samples.Columns}.", nameof(samples));
        }

        var size = Math.Min(batchSize, samples.Count);
        if (size < network.Chain.MinimumTrainingBatch)
        {
            throw new ArgumentException(
                $"Statistics need {network.Chain.MinimumTrainingBatch} rows or more; found {samples.Count}.", nameof(samples));
        }

        var workspace = network.Chain.CreateWorkspace(size);
        var (batches, columns) = (samples.Count / size, samples.Columns);
        var x = new T[size * columns];
        var rows = new int[size];
        for (var batch = 1; batch <= batches; batch++)
        {
            for (var i = 0; i < size; i++)
                rows[i] = (i * batches) + batch - 1;
            samples.Gather(WorkerPool.Single, rows, x);
            var pass = new Pass<T>
            {
                Batch = size,
                Parameters = network.ParameterValues,
                State = network.StateValues,
                Workers = WorkerPool.Single,
                Training = true,
                StepSeed = (ulong)batch,
                StatisticsShare = 1.0 / batch,
            };
            network.Chain.Forward(pass, workspace, x);
        }
    }
}
