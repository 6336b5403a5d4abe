namespace MlPipelines.Numerics.Losses;

/// <summary>The mean over rows and outputs of (score − target)², the rows by their weights; targets are numbers.</summary>
public sealed record MeanSquaredError : LossDefinition
{
    internal override Loss<T> Build<T>() => new MeanSquaredErrorLoss<T>();
}
