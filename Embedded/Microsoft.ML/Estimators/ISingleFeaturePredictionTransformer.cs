using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A transformer around a model that reads one column of features.</summary>
/// <typeparam name="TModel">The type of the model's parameters.</typeparam>
public interface ISingleFeaturePredictionTransformer<out TModel> : IPredictionTransformer<TModel>
    where TModel : class
{
    /// <summary>The name of the column of features.</summary>
    string FeatureColumnName { get; }

    /// <summary>Its type when the model was trained.</summary>
    DataViewType FeatureColumnType { get; }
}
