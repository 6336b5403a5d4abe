namespace MlPipelines.Pipelines.Harness;

/// <summary>Names of the splits in results.</summary>
public static class Split
{
    /// <summary>The rows that a learner is fitted on.</summary>
    public const string Train = "train";

    /// <summary>The rows that settings are chosen on.</summary>
    public const string Validation = "validation";

    /// <summary>The rows that are only reported on.</summary>
    public const string Test = "test";
}
