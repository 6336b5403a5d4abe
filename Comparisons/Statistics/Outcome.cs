namespace MlPipelines.Comparisons.Statistics;

/// <summary>Who wins a comparison.</summary>
public enum Outcome
{
    /// <summary>No winner that the test supports.</summary>
    Tie,

    /// <summary>The first.</summary>
    First,

    /// <summary>The second.</summary>
    Second,
}
