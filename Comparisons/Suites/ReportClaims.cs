using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Claims with what a report adds to them: the line where it says so, and why nothing can decide some.</summary>
internal static class ReportClaims
{
    /// <summary>Why training figures of report 002's smallest batch cannot be met.</summary>
    public const string OfUnknownRows =
        "the report does not say which rows this is of: 0.9754 is no share of a batch of 128";

    /// <summary>Why seconds cannot be met.</summary>
    public const string OfAnotherMachine = "seconds of another machine and another program";

    /// <summary>The claim with where it stands.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="source">Report and line, as <c>000:22</c>; the first of several lines.</param>
    /// <param name="margin">The largest difference that does not matter; null where no difference is claimed.</param>
    public static Claim SaidAt(this Claim claim, string source, double? margin = null) => claim with { Source = source, Margin = margin };

    /// <summary>Claims that a report makes on one line.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="source">Report and line.</param>
    /// <param name="margin">The largest difference that does not matter; null for none.</param>
    public static IEnumerable<Claim> SaidAt(this IEnumerable<Claim> claims, string source, double? margin = null) =>
        claims.Select(claim => claim.SaidAt(source, margin));

    /// <summary>A claim of ours with the largest difference that does not matter.</summary>
    public static Claim UpTo(this Claim claim, double margin) => claim with { Margin = margin };

    /// <summary>The claim, shown with its figures but not judged; as it is where the reason is null.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="why">Why nothing can decide it.</param>
    public static Claim Undecidable(this Claim claim, string? why) => claim with { NotTestable = why };

    /// <summary>The claim, not judged on one of the data sets.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="dataSet">The data set.</param>
    /// <param name="why">Why nothing there can decide it.</param>
    public static Claim UndecidableOn(this Claim claim, string dataSet, string why) =>
        claim with { NotTestableOn = new(dataSet, why) };
}
