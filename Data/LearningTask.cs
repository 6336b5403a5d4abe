namespace MlPipelines.Data;

/// <summary>What is to be learned from a data set; it decides the type of the column <c>Label</c>.</summary>
public enum LearningTask
{
    /// <summary>One of several classes; <c>Label</c> is Int32, the class number from 0.</summary>
    Multiclass,

    /// <summary>One of two classes; <c>Label</c> is Boolean.</summary>
    Binary,

    /// <summary>A number; <c>Label</c> is Single.</summary>
    Regression,
}
