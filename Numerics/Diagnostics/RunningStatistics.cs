using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Diagnostics;

/// <summary>The running statistics of batch normalization measured anew, as is due where parameters did not come from training.</summary>
public static class RunningStatistics
{
    /// <summary>Sets the network's running means and variances to the means of those of its batches; as PyTorch's <c>update_bn</c>. Parameters stay as they are.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">Rows; of k whole batches each takes every k-th row, so that rows sorted by class are mixed, and those that fill no batch are left out.</param>
    /// <param name="batchSize">Rows of a batch, at least 2. Default 256.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network, or are too few.</exception>
    public static void Measure<T>(Network<T> network, SampleSet<T> samples, int batchSize = 256)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 2);
        if (samples.Columns != network.InputSize)
            throw new ArgumentException($"The network takes {network.InputSize} features per row; the samples have {samples.Columns}.", nameof(samples));
        var size = Math.Min(batchSize, samples.Count);
        if (size < network.Chain.MinimumTrainingBatch)
            throw new ArgumentException($"Statistics need {network.Chain.MinimumTrainingBatch} rows or more; found {samples.Count}.", nameof(samples));
        var workspace = network.Chain.CreateWorkspace(size);
        var (batches, columns) = (samples.Count / size, samples.Columns);
        var x = new T[size * columns];
        for (var batch = 1; batch <= batches; batch++)
        {
            for (var i = 0; i < size; i++)
                samples.Features.Span.Slice(((i * batches) + batch - 1) * columns, columns).CopyTo(x.AsSpan(i * columns));
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
