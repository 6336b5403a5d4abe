using Microsoft.ML;

namespace MlPipelines.Conformance.Model;

/// <summary>What a trainer promises, and how it is checked. Immutable; checked when the checks begin.</summary>
public sealed record ConformanceOptions
{
    /// <summary>The seed of each <see cref="MLContext"/> and of the rows. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Rows of most trainings, at least 20. Default 160.</summary>
    public int Rows { get; init; } = 160;

    /// <summary>Rows that a trained model predicts, at least 10. Default 40.</summary>
    public int RowsToPredict { get; init; } = 40;

    /// <summary>Features of most trainings, at least 1. Default 5.</summary>
    public int Features { get; init; } = 5;

    /// <summary>Features of the check <c>many-features</c>, at least 1. Default 10 000.</summary>
    public int ManyFeatures { get; init; } = 10_000;

    /// <summary>Classes of a multiclass task, at least 3. Default 3.</summary>
    public int Classes { get; init; } = 3;

    /// <summary>
    /// Makes a feature of a number that is spread as the standard normal distribution, where the trainer does not take every number
    /// (pixels, counts); null for that number itself. Default null.
    /// </summary>
    public Func<double, float>? FeatureValue { get; init; }

    /// <summary>Whether the trainer uses <see cref="TrainerColumns.Weight"/>. Default true.</summary>
    public bool SupportsWeights { get; init; } = true;

    /// <summary>Whether the trainer promises the same model whatever the order of the rows. Default false.</summary>
    public bool IgnoresRowOrder { get; init; }

    /// <summary>Whether the trainer stops by <see cref="TrainerColumns.CancellationToken"/>. Default false.</summary>
    public bool TakesCancellationToken { get; init; }

    /// <summary>
    /// Stops whatever is trained with a context, where the trainer promises to stop so; null where it does not. ML.NET's
    /// <c>MLContext.CancelExecution</c> does this, but is not public. Default null.
    /// </summary>
    public Action<MLContext>? CancelContext { get; init; }

    /// <summary>
    /// How far two predictions may be apart where the same is computed twice, at least 0: a share of the larger of them, or of 1 where both
    /// are smaller. Default 0, which asks for the same bits.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>
    /// The same where sums may be taken in another order: rows in another order, sparse rows, weights of 1. Default 0.0001.
    /// </summary>
    public double RoundingTolerance { get; init; } = 1e-4;

    /// <summary>How long one check may take, above 0. Default 30 seconds.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a training may go on once it has to stop, above 0. Default 5 seconds.</summary>
    public TimeSpan CancellationTimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Threads that predict at once, at least 2. Default 4.</summary>
    public int Threads { get; init; } = 4;

    /// <summary>The names of the checks to run; empty for all. Default empty.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>Told of each check's result as soon as it is known; null for nobody. Default null.</summary>
    public IProgress<ConformanceRow>? Progress { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <param name="names">The names of all checks.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate(IReadOnlyList<string> names)
    {
        RequireAtLeast(20, Rows, nameof(Rows));
        RequireAtLeast(10, RowsToPredict, nameof(RowsToPredict));
        RequireAtLeast(1, Features, nameof(Features));
        RequireAtLeast(1, ManyFeatures, nameof(ManyFeatures));
        RequireAtLeast(3, Classes, nameof(Classes));
        RequireAtLeast(2, Threads, nameof(Threads));
        RequireTolerance(Tolerance, nameof(Tolerance));
        RequireTolerance(RoundingTolerance, nameof(RoundingTolerance));
        RequireTime(TimeLimit, nameof(TimeLimit));
        RequireTime(CancellationTimeLimit, nameof(CancellationTimeLimit));
        ArgumentNullException.ThrowIfNull(Checks);
        foreach (var name in Checks)
        {
            if (!names.Contains(name))
            {
                throw new ArgumentException(
                    $"There is no check '{name}' in {nameof(Checks)}; the checks are {string.Join(", ", names)}.", nameof(names));
            }
        }
    }

    private static void RequireAtLeast(int least, int value, string name)
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}; found {value}.");
    }

    private static void RequireTolerance(double value, string name)
    {
        if (!(double.IsFinite(value) && value >= 0))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and at least 0; found {value}.");
    }

    private static void RequireTime(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero || value.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and below 24 days; found {value}.");
    }
}
