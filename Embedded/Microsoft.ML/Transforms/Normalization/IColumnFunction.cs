namespace Microsoft.ML.Transforms.Normalization;

/// <summary>A fitted normalizer of one column.</summary>
internal interface IColumnFunction
{
    NormalizingTransformer.NormalizerModelParametersBase Parameters { get; }

    /// <summary>The getter of the normalized column.</summary>
    Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input);
}
