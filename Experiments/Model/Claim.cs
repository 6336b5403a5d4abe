using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Model;

/// <summary>
/// A sentence about an experiment that its results support or contradict: a figure, or the difference of two, lies in a range.
/// </summary>
/// <param name="Text">The sentence.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Than">The learner whose figure of the same seed is subtracted, or null.</param>
/// <param name="Measure">The figure.</param>
/// <param name="Low">The lower end of the range, −∞ for none.</param>
/// <param name="High">The upper end of the range, ∞ for none.</param>
public sealed record Claim(string Text, LearnerName Learner, LearnerName? Than, Measure Measure, double Low, double High)
{
    /// <summary>The learners that the claim names.</summary>
    public IEnumerable<LearnerName> NamedLearners => Than is null ? [Learner] : [Learner, Than];

    /// <summary>One learner's figure is higher than another's.</summary>
    public static Claim Higher(string text, LearnerName learner, LearnerName than, Measure measure) =>
        new(text, learner, than, measure, 0, double.PositiveInfinity);

    /// <summary>One learner's figure is lower than another's.</summary>
    public static Claim Lower(string text, LearnerName learner, LearnerName than, Measure measure) =>
        new(text, learner, than, measure, double.NegativeInfinity, 0);

    /// <summary>Two learners' figures are at most so far apart.</summary>
    public static Claim Alike(string text, LearnerName learner, LearnerName than, Measure measure, double margin) =>
        new(text, learner, than, measure, -margin, margin);

    /// <summary>A learner's figure lies in a range.</summary>
    public static Claim Within(string text, LearnerName learner, Measure measure, double low, double high) =>
        new(text, learner, null, measure, low, high);

    /// <summary>A learner's test accuracy is the published one, within a margin.</summary>
    public static Claim Published(LearnerName learner, double accuracy, double margin) => Within(
        FormattableString.Invariant($"{learner}: test accuracy {accuracy:0.0000}, as published, within {margin}"),
        learner, Measure.Metric(Split.Test, Metric.Accuracy), accuracy - margin, accuracy + margin);
}

/// <summary>
/// A learner that claims and pictures name before it is known which one it is: of several the one with the highest mean of a figure over
/// seeds, such as the accuracy on validation rows, or the one with the lowest.
/// </summary>
/// <param name="Name">What claims and pictures call it.</param>
/// <param name="Measure">The figure; never one of test rows where the claims are about these.</param>
/// <param name="Candidates">The learners to choose among.</param>
public sealed record Choice(string Name, Measure Measure, params IReadOnlyList<LearnerName> Candidates)
{
    /// <summary>Whether the learner with the lowest mean is taken, not the one with the highest. Default false.</summary>
    public bool Lowest { get; init; }
}
