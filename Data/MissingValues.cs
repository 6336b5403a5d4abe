namespace MlPipelines.Data;

/// <summary>What becomes of a missing value in a feature; a missing label is always an error.</summary>
public enum MissingValues
{
    /// <summary>An error that names line and column.</summary>
    Error,

    /// <summary>
    /// A number becomes the mean of the training rows, a boolean their share of true, a category none (all its features 0);
    /// a feature more, <c>column is missing</c>, is 1 where the value was missing.
    /// </summary>
    Impute,

    /// <summary>NaN, for a pipeline that replaces it; a category none (all its features 0).</summary>
    Keep,
}
