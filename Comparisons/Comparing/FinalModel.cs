using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>A learner that is trained on all rows of a table and saved.</summary>
internal static class FinalModel
{
    /// <summary>
    /// The share of the rows that the training only looks at, to know when to end. The pipeline's figures on them are a little too good.
    /// </summary>
    public const double ValidationShare = 0.1;

    /// <summary>Trains and saves.</summary>
    /// <param name="all">The table, without test rows.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="path">The file.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="cancellation">Stops the training; nothing is then written.</param>
    public static TrialResult Train(DataSet all, Learner learner, string path, int seed, int threads, CancellationToken cancellation) =>
        new MetricsHarness(all).Run(
            learner, new TrialRequest { Seed = seed, Threads = threads, ModelPath = path, Cancellation = cancellation });
}
