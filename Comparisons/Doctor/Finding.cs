namespace MlPipelines.Comparisons.Doctor;

/// <summary>What was found of one thing that the program uses.</summary>
/// <param name="What">The thing.</param>
/// <param name="State">Whether it is as it should be.</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="Advice">What to do; null where there is nothing to do.</param>
internal sealed record Finding(string What, FindingState State, string Found, string? Advice = null);

/// <summary>Whether a thing is as it should be.</summary>
internal enum FindingState
{
    /// <summary>It is.</summary>
    Good,

    /// <summary>It is not there, and only what the advice names needs it.</summary>
    Absent,

    /// <summary>It is there and does not work, or something that is always needed is missing.</summary>
    Bad,
}
