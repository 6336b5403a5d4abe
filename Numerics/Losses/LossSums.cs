namespace MlPipelines.Numerics.Losses;

/// <summary>What a batch adds to the figures of a set.</summary>
/// <param name="Loss">Σ weight · loss.</param>
/// <param name="Correct">Σ weight over rows whose class was found; 0 for regression.</param>
/// <param name="Weight">Σ weight.</param>
public readonly record struct LossSums(double Loss, double Correct, double Weight)
{
    /// <summary>The sums of two batches together.</summary>
    public static LossSums operator +(LossSums a, LossSums b) => new(a.Loss + b.Loss, a.Correct + b.Correct, a.Weight + b.Weight);
}
