namespace MlPipelines.Conformance.Model;

/// <summary>What a trainer learns, and by that the label it is given and the columns that it must add.</summary>
public enum ConformanceTask
{
    /// <summary>
    /// True or false: the label is a <see cref="bool"/>; <c>PredictedLabel</c> (the same) and <c>Score</c> (a number) are added.
    /// </summary>
    Binary,

    /// <summary>
    /// One of several classes: the label is a key whose values are text; <c>PredictedLabel</c> (a key) and <c>Score</c> (a vector, one
    /// number for each class) are added.
    /// </summary>
    Multiclass,

    /// <summary>A number: the label is a <see cref="float"/>; <c>Score</c> (a number) is added.</summary>
    Regression,
}
