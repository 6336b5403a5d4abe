namespace Microsoft.ML.FeatureImportance;

/// <summary>A model that knows how much it uses each feature.</summary>
internal interface IFeatureWeights
{
    /// <summary>[features]; 0 for a feature that the model does not use.</summary>
    IReadOnlyList<float> GetFeatureWeights();
}
