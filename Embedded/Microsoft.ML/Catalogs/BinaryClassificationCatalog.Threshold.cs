using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class BinaryClassificationCatalog
{
    /// <summary>The same model with another threshold of its positive predictions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threshold">What the score (or the probability, where the model's threshold is on it) must exceed.</param>
    public BinaryPredictionTransformer<TModel> ChangeModelThreshold<TModel>(BinaryPredictionTransformer<TModel> model, float threshold)
        where TModel : class
    {
        Check.NotNull(model);
        Environment.Register("BinaryPredictionTransformer");
        return model.Threshold == threshold
            ? model
            : new BinaryPredictionTransformer<TModel>(model.Model, model.FeatureColumnName, model.FeatureColumnType, threshold, model.ThresholdColumn);
    }
}
