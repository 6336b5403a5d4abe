namespace MlPipelines.Numerics.Trees;

/// <summary>What a booster learns from: binned features, a target for each row, and optionally weights.</summary>
public sealed record TrainingRows
{
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
        for (int row = 0; row < Targets.Length; row++) loss.CheckTarget(Targets.Span[row], row);
        if (!Weights.IsEmpty && Weights.Length != Features.Rows)
            throw new ArgumentException($"There are {Weights.Length} weights for {Features.Rows} rows of features.");
        CheckWeights(Weights.Span, "row", nameof(Weights));
        if (ClassWeights.IsEmpty) return;
        CheckWeights(ClassWeights.Span, "class", nameof(ClassWeights));
        if (loss.ClassCount == 0) throw new ArgumentException("There are weights of classes, but the targets are no classes.");
        if (ClassWeights.Length != loss.ClassCount)
            throw new ArgumentException($"There are {ClassWeights.Length} class weights for {loss.ClassCount} classes: give one for each class.");
        CheckWeights(EffectiveWeights(), "class-weighted row", nameof(ClassWeights));
    }

    /// <summary>[rows]: weights of rows and of classes multiplied; empty when there are none. Of valid rows.</summary>
    internal ReadOnlySpan<float> EffectiveWeights()
    {
        if (ClassWeights.IsEmpty) return Weights.Span;
        float[] weights = new float[Targets.Length];
        for (int row = 0; row < weights.Length; row++)
            weights[row] = ClassWeights.Span[(int)Targets.Span[row]] * (Weights.IsEmpty ? 1f : Weights.Span[row]);
        return weights;
    }

    internal static void CheckWeights(ReadOnlySpan<float> weights, string of, string name)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && float.IsFinite(weights[i])))
                throw new ArgumentException($"The weight of {of} {i} is {weights[i]}; weights must be at least 0 and finite.", name);
            sum += weights[i];
        }
        if (weights.Length > 0 && sum <= 0) throw new ArgumentException($"The weight of every {of} is 0: at least one must be above 0.", name);
    }
}
