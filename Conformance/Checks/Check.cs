using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance.Checks;

/// <summary>What must hold of a trainer before a check says anything about it.</summary>
internal enum CheckNeeds
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>It can be fitted on good rows.</summary>
    Fit,

    /// <summary>
    /// It can, and two fits on the same rows predict the same, so that a difference between two fits comes from the rows.
    /// </summary>
    Repeat,
}

/// <summary>One check and how it is made.</summary>
/// <param name="Public">Its name and what it expects.</param>
/// <param name="Needs">What must hold before.</param>
/// <param name="Run">Makes it.</param>
internal sealed record Check(ConformanceCheck Public, CheckNeeds Needs, Func<TrainerUnderTest, CheckResult> Run)
{
    public Check(string name, string expectation, CheckNeeds needs, Func<TrainerUnderTest, CheckResult> run)
        : this(new ConformanceCheck(name, expectation), needs, run)
    {
    }

    public string Name => Public.Name;
}
