namespace MlPipelines.Numerics.Losses;

/// <summary>−ln softmax(scores)[label], in nats, averaged over the batch by the rows' weights. Scores are logits, one per class.</summary>
public sealed record SoftmaxCrossEntropy : LossDefinition
{
    internal override Loss<T> Build<T>() => new SoftmaxCrossEntropyLoss<T>();
}
