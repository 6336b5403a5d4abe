using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.Numerics.Trees;

/// <summary>What a booster learns from: binned features, a target for each row, and optionally weights.</summary>
public sealed record TrainingRows
{
    /// <summary>The features, as bins.</summary>
    public required BinnedMatrix Features { get; init; }

    /// <summary>[rows]: values, or classes 0 … K − 1.</summary>
    public required ReadOnlyMemory<float> Targets { get; init; }

    /// <summary>[rows]: at least 0, or empty when all count the same.</summary>
    public ReadOnlyMemory<float> Weights { get; init; }

    /// <summary>[classes]: what rows of each class are multiplied by, or empty. For targets that are classes.</summary>
    public ReadOnlyMemory<float> ClassWeights { get; init; }

    internal void Validate(BoostingLoss loss)
    {
        if (Targets.Length != Features.Rows)
            throw new ArgumentException($"There are {Targets.Length} targets for {Features.Rows} rows of features.");
        for (var row = 0; row < Targets.Length; row++)
            loss.CheckTarget(Targets.Span[row], row);
        if (!Weights.IsEmpty && Weights.Length != Features.Rows)
            throw new ArgumentException($"There are {Weights.Length} weights for {Features.Rows} rows of features.");
        CheckWeights(Weights.Span, "row", nameof(Weights));
        if (ClassWeights.IsEmpty)
            return;
        CheckWeights(ClassWeights.Span, "class", nameof(ClassWeights));
        if (loss.ClassCount == 0)
            throw new ArgumentException("There are weights of classes, but the targets are no classes.");
        if (ClassWeights.Length != loss.ClassCount)
        {
            throw new ArgumentException(
                $"There are {ClassWeights.Length} class weights for {loss.ClassCount} classes: give one for each class.");
        }

        CheckWeights(EffectiveWeights(), "class-weighted row", nameof(ClassWeights));
    }

    /// <summary>[rows]: weights of rows and of classes multiplied; empty when there are none. Of valid rows.</summary>
    internal ReadOnlySpan<float> EffectiveWeights()
    {
        if (ClassWeights.IsEmpty)
            return Weights.Span;
        var weights = new float[Targets.Length];
        for (var row = 0; row < weights.Length; row++)
            weights[row] = ClassWeights.Span[(int)Targets.Span[row]] * (Weights.IsEmpty ? 1f : Weights.Span[row]);
        return weights;
    }

    internal static void CheckWeights(ReadOnlySpan<float> weights, string of, string name)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && float.IsFinite(weights[i])))
                throw new ArgumentException($"The weight of {of} {i} is {weights[i]}; weights must be at least 0 and finite.", name);
            sum += weights[i];
        }

        if (weights.Length > 0 && sum <= 0)
            throw new ArgumentException($"The weight of every {of} is 0: at least one must be above 0.", name);
    }
}

/// <summary>Rows the trees are not grown on, to see how well they generalize.</summary>
public sealed record ValidationRows
{
    /// <summary>What the history calls them. Default "validation".</summary>
    public string Name { get; init; } = "validation";

    /// <summary>[rows, features], row-major; NaN is a missing value.</summary>
    public required ReadOnlyMemory<float> Features { get; init; }

    /// <summary>[rows].</summary>
    public required ReadOnlyMemory<float> Targets { get; init; }

    /// <summary>[rows]: how much each row counts, at least 0, or empty when all count the same.</summary>
    public ReadOnlyMemory<float> Weights { get; init; }

    internal void Validate(BoostingLoss loss, int columns)
    {
        if (Targets.Length == 0)
            throw new ArgumentException($"There are no {Name} rows: give at least one, or none of this.");
        if (Features.Length != (long)Targets.Length * columns)
        {
            throw new ArgumentException(
                $"The {Name} features hold {Features.Length} values; {Targets.Length} rows of {columns} columns need "
                    + $"{(long)Targets.Length * columns}.");
        }

        for (var row = 0; row < Targets.Length; row++)
            loss.CheckTarget(Targets.Span[row], row);
        if (!Weights.IsEmpty && Weights.Length != Targets.Length)
            throw new ArgumentException($"There are {Weights.Length} weights for {Targets.Length} {Name} rows.");
        TrainingRows.CheckWeights(Weights.Span, $"{Name} row", nameof(Weights));
    }
}

/// <summary>An ensemble to continue from, and its scores of the training rows.</summary>
/// <param name="Ensemble">The trees so far.</param>
/// <param name="Scores">[rows, outputs], row-major: what <see cref="TreeEnsemble.Sum"/> gives for the training rows as they were before
/// binning</param>
public sealed record WarmStart(TreeEnsemble Ensemble, ReadOnlyMemory<double> Scores)
{
    /// <summary>A start whose scores are computed here.</summary>
    /// <param name="ensemble">The trees so far.</param>
    /// <param name="features">[rows, features], row-major: the training rows before binning</param>
    /// <param name="threads">Threads used; 0 means one for each processor.</param>
    /// <exception cref="ArgumentException">Features that are not a whole number of the ensemble's rows.</exception>
    public static WarmStart From(TreeEnsemble ensemble, ReadOnlyMemory<float> features, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return new WarmStart(ensemble, ensemble.SumBatch(features, threads));
    }
}
