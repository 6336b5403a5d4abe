namespace Microsoft.ML.Transforms.Normalization;

/// <summary>A fitted normalizer of one column.</summary>
internal interface IColumnFunction
{
    NormalizingTransformer.NormalizerModelParametersBase Parameters { get; }

    /// <summary>Writes the function, so that <see cref="ColumnFunctionSaving"/> can read it.</summary>
    void Save(BinaryWriter writer);

    /// <summary>The getter of the normalized column.</summary>
    Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input);
}
