using Microsoft.ML;
using MlPipelines.Conformance.Checks;
using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance;

/// <summary>
/// Checks whether a trainer behaves as users of ML.NET may expect: the same fit twice, files, schemas, names of columns, weights, threads,
/// cancellation, and rows that are not as they should be. It knows nothing of the trainer but that it is an
/// <see cref="IEstimator{TTransformer}"/>, and needs no test framework.
/// </summary>
public static class EstimatorConformance
{
    /// <summary>All checks, in the order in which they are made.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks { get; } = [.. CheckCatalog.All.Select(check => check.Public)];

    /// <summary>Checks a trainer.</summary>
    /// <param name="create">
    /// Makes the estimator, anew for each training: a trainer or a chain that ends with one. It is given a new context with the seed of the
    /// options, and must use the columns that it is told.
    /// </param>
    /// <param name="task">What it learns.</param>
    /// <param name="options">What it promises; null for the defaults.</param>
    /// <returns>A row for each check. An error of the trainer is a result, and is not thrown.</returns>
    /// <remarks>
    /// A check that is not done in time fails, and its training goes on in the background if it does not heed its token; nothing can stop
    /// it. A crash of native code or an overflow of the stack ends the process: trainers that may do so should be checked in a process of
    /// their own.
    /// </remarks>
    /// <exception cref="ArgumentException">An option is out of its range, or names a check that there is not.</exception>
    public static ConformanceReport Check(
        Func<MLContext, TrainerColumns, IEstimator<ITransformer>> create, ConformanceTask task, ConformanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (!Enum.IsDefined(task))
            throw new ArgumentOutOfRangeException(nameof(task), task, "There is no such task.");
        options ??= new ConformanceOptions();
        options.Validate([.. Checks.Select(check => check.Name)]);
        var run = new CheckRun(new TrainerUnderTest(create, task, options));
        var rows = new List<ConformanceRow>();
        foreach (var check in CheckCatalog.All.Where(check => options.Checks.Count == 0 || options.Checks.Contains(check.Name)))
        {
            rows.Add(run.Make(check));
            options.Progress?.Report(rows[^1]);
        }

        return new ConformanceReport(rows);
    }
}
