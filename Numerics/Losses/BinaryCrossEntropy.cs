namespace MlPipelines.Numerics.Losses;

/// <summary>−ln of the probability of the true one of two classes, the probability of class 1 being 1 / (1 + exp(−score)); one score per row. In nats, averaged by the rows' weights.</summary>
public sealed record BinaryCrossEntropy : LossDefinition
{
    internal override Loss<T> Build<T>() => new BinaryCrossEntropyLoss<T>();
}
