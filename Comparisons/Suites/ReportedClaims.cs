using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Claims with what a report adds to them: the line where it says so, and why nothing can decide some.</summary>
internal static class ReportedClaims
{
    /// <summary>Why a figure on training rows of report 002 cannot be met.</summary>
    public const string OfLastBatch =
        "the report's training accuracies are those of its last batch (0.978515 is 1002 of 1024), which our history does not hold";

    /// <summary>Why seconds cannot be met.</summary>
    public const string OfAnotherMachine = "seconds of another machine and another program";

    /// <summary>A claim that a report makes.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="source">Report and line.</param>
    /// <param name="margin">The largest difference that does not matter; null for none.</param>
    public static Claim SaidAt(this Claim claim, string source, double? margin = null) => claim with { Source = source, Margin = margin };

    /// <summary>Claims that a report makes on one line.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="source">Report and line.</param>
    /// <param name="margin">The largest difference that does not matter; null for none.</param>
    public static IEnumerable<Claim> SaidAt(this IEnumerable<Claim> claims, string source, double? margin = null) =>
        claims.Select(claim => claim.SaidAt(source, margin));

    /// <summary>A claim of ours with the largest difference that does not matter.</summary>
    public static Claim UpTo(this Claim claim, double margin) => claim with { Margin = margin };

    /// <summary>A claim that nothing here can decide, with the reason; as it is where the reason is null.</summary>
    public static Claim NotTested(this Claim claim, string? because) => claim with { NotTestable = because };
}
