namespace MlPipelines.Comparisons.Claims;

/// <summary>What results say to a claim.</summary>
internal enum Verdict
{
    /// <summary>Neither way is supported.</summary>
    Inconclusive,

    /// <summary>The figures lie in the claim's range, beyond chance.</summary>
    Supported,

    /// <summary>The figures lie outside the claim's range, beyond chance.</summary>
    Contradicted,
}
