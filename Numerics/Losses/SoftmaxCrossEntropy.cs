namespace MlPipelines.Numerics.Losses;

/// <summary>−ln softmax(scores)[label], in nats, averaged over the batch by the rows' weights. Scores are logits, one per class.</summary>
public sealed record SoftmaxCrossEntropy : LossDefinition
{
    /// <summary>Share of each target that is spread evenly over all classes (Szegedy et al. 2016, as PyTorch's <c>label_smoothing</c>), in [0, 1). Default 0.</summary>
    public double LabelSmoothing { get; init; }

    internal override void Validate()
    {
        if (LabelSmoothing is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(LabelSmoothing), LabelSmoothing, $"{nameof(LabelSmoothing)} must be in [0, 1); found {LabelSmoothing}.");
    }

    internal override Loss<T> Build<T>() => new SoftmaxCrossEntropyLoss<T>(LabelSmoothing);
}
