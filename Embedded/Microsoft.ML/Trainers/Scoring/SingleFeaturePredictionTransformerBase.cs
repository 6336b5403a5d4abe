namespace Microsoft.ML.Data;

/// <summary>The base of transformers whose model is trained on one feature column.</summary>
public abstract class SingleFeaturePredictionTransformerBase<TModel> : PredictionTransformerBase<TModel>, ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected SingleFeaturePredictionTransformerBase(TModel model, string featureColumnName, DataViewType featureColumnType)
        : base(model)
    {
        FeatureColumnName = Check.NotEmpty(featureColumnName);
        FeatureColumnType = Check.NotNull(featureColumnType);
    }

    /// <summary>The name of the feature column.</summary>
    public string FeatureColumnName { get; }

    /// <summary>The type of the feature column in training.</summary>
    public DataViewType FeatureColumnType { get; }

    /// <inheritdoc/>
    public sealed override DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;
}
