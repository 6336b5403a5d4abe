using System.Globalization;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Claims;

/// <summary>Two learners of an experiment, compared by one figure.</summary>
/// <param name="Experiment">The experiment's whole name, and the data set's where there are several.</param>
/// <param name="Measure">The figure, such as <c>test accuracy</c>.</param>
/// <param name="First">The learner that is listed first.</param>
/// <param name="Second">The other.</param>
/// <param name="Comparison">What the figures support.</param>
internal sealed record LearnerComparison(string Experiment, string Measure, string First, string Second, Comparison Comparison)
{
    /// <summary>The learner that is better as far as the test supports it, null for none.</summary>
    public string? Better => Comparison.Outcome switch
    {
        Outcome.First => First,
        Outcome.Second => Second,
        _ => null,
    };

    /// <summary>As <c>net better than linear: +0.0400 (+0.0313 to +0.0487), p 0.0006</c>, or <c>net and trees: no difference that the test supports: …</c>.</summary>
    public override string ToString()
    {
        bool turned = Comparison.Outcome == Outcome.Second;
        double sign = turned ? -1 : 1;
        string who = Better is null ? $"{First} and {Second}: no difference that the test supports" : turned ? $"{Second} better than {First}" : $"{First} better than {Second}";
        string between = Comparison.Interval is { } interval ? $" ({Signed(turned ? -interval.High : interval.Low)} to {Signed(turned ? -interval.Low : interval.High)})" : "";
        string p = Comparison.Interval is null ? "the same in every one, which is no evidence" : $"p {Comparison.PValue.ToString(Comparison.PValue < 0.001 ? "0.0E+0" : "0.###", CultureInfo.InvariantCulture)}";
        return $"{who}: {Signed(sign * Comparison.Difference)}{between}, {p}";
    }

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
