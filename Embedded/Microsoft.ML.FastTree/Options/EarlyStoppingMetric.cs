namespace Microsoft.ML.Trainers.FastTree;

/// <summary>What is measured on the validation rows of a regression.</summary>
public enum EarlyStoppingMetric
{
    /// <summary>The mean of the errors' sizes.</summary>
    L1Norm = 1,

    /// <summary>The root of the mean of the squared errors.</summary>
    L2Norm = 2,
}
