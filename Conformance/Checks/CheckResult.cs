using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance.Checks;

/// <summary>How a check ended, before it is known how long it took.</summary>
internal sealed record CheckResult(ConformanceOutcome Outcome, string Detail)
{
    public static CheckResult Passed(string detail = "") => new(ConformanceOutcome.Passed, detail);

    public static CheckResult Refused(string detail) => new(ConformanceOutcome.Refused, detail);

    public static CheckResult Failed(string detail) => new(ConformanceOutcome.Failed, detail);

    public static CheckResult DoesNotApply(string detail) => new(ConformanceOutcome.DoesNotApply, detail);

    /// <summary>Failed for a reason; passed where there is none.</summary>
    public static CheckResult Of(string? reason, string detail = "") => reason is null ? Passed(detail) : Failed(Sentence(reason));

    /// <summary>A text with a capital at its begin and a full stop at its end.</summary>
    public static string Sentence(string text)
    {
        var end = text[^1] is '.' or '!' or '?' ? "" : ".";
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}{end}";
    }
}
