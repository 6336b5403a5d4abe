using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Claims that a report makes.</summary>
internal static class ReportClaims
{
    /// <summary>The claim with where it stands.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="source">Report and line, as <c>000:22</c>; the first of several lines.</param>
    /// <param name="margin">The largest difference that does not matter; null where no difference is claimed.</param>
    public static Claim SaidAt(this Claim claim, string source, double? margin = null) => claim with { Source = source, Margin = margin };

    /// <summary>The claim, shown with its figures but not judged.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="why">Why nothing can decide it.</param>
    public static Claim Undecidable(this Claim claim, string why) => claim with { NotTestable = why };

    /// <summary>The claim, not judged on one of the data sets.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="dataSet">The data set.</param>
    /// <param name="why">Why nothing there can decide it.</param>
    public static Claim UndecidableOn(this Claim claim, string dataSet, string why) =>
        claim with { NotTestableOn = new(dataSet, why) };
}
