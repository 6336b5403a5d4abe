namespace Microsoft.ML;

/// <summary>Predicts for one object at a time. Not safe for several threads: one engine for each.</summary>
/// <typeparam name="TSrc">The class of the inputs.</typeparam>
/// <typeparam name="TDst">The class of the predictions.</typeparam>
public sealed class PredictionEngine<TSrc, TDst> : PredictionEngineBase<TSrc, TDst>
    where TSrc : class
    where TDst : class, new()
{
    internal PredictionEngine(ITransformer transformer, PredictionEngineOptions options)
        : base(transformer, options)
    {
    }

    /// <inheritdoc/>
    public override void Predict(TSrc example, ref TDst prediction) => Fill(example, ref prediction);
}
