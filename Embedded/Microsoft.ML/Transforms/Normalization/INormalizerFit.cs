namespace Microsoft.ML.Transforms.Normalization;

/// <summary>A normalizer of one column while it learns.</summary>
internal interface INormalizerFit
{
    /// <summary>Looks at the cursor's row; false when the column has seen all the rows it wants.</summary>
    bool Add();

    /// <summary>Ends the learning.</summary>
    IColumnFunction Finish();
}
