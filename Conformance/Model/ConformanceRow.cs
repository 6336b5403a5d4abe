namespace MlPipelines.Conformance.Model;

/// <summary>One check: what it is called, and what it expects.</summary>
/// <param name="Name">A short name that stays the same, such as <c>fit-twice</c>.</param>
/// <param name="Expectation">What must hold, as a sentence.</param>
public sealed record ConformanceCheck(string Name, string Expectation);

/// <summary>How a check ended.</summary>
public enum ConformanceOutcome
{
    /// <summary>What was expected holds.</summary>
    Passed,

    /// <summary>The trainer does not take such rows, and says so with a clear error.</summary>
    Refused,

    /// <summary>What was expected does not hold.</summary>
    Failed,

    /// <summary>There is nothing to check here.</summary>
    DoesNotApply,
}

/// <summary>The result of one check.</summary>
/// <param name="Check">Its name and what it expects.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">Why it failed or does not apply, the error that refused, or what was measured; may be empty.</param>
/// <param name="Time">How long it took.</param>
public sealed record ConformanceRow(ConformanceCheck Check, ConformanceOutcome Outcome, string Detail, TimeSpan Time);
