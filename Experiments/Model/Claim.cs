using System.Globalization;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Model;

/// <summary>
/// A sentence about an experiment that its results support or contradict: a figure, or the difference of two, lies in a range; or a
/// published figure is one that a run gives.
/// </summary>
/// <param name="Text">The sentence.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Than">The learner whose figure of the same seed is subtracted, or null.</param>
/// <param name="Measure">The figure.</param>
/// <param name="Low">The lower end of the range, −∞ for none.</param>
/// <param name="High">The upper end of the range, ∞ for none.</param>
public sealed record Claim(string Text, LearnerName Learner, LearnerName? Than, Measure Measure, double Low, double High)
{
    /// <summary>The source of a claim that no report makes.</summary>
    public const string Ours = "ours";

    /// <summary>
    /// Where the sentence stands, as report and line (<c>002:55</c>), several lines with a comma and a blank between them, or
    /// <see cref="Ours"/>. Default <see cref="Ours"/>.
    /// </summary>
    public string Source { get; init; } = Ours;

    /// <summary>The lines of a <see cref="Source"/>.</summary>
    public static IEnumerable<string> SourcesOf(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Split(", ");
    }

    /// <summary>
    /// The largest difference that does not matter, in the figure's unit: a claim that one figure is higher or lower than another is
    /// answered by <em>equivalent</em> where the difference is shown to be no larger. Null for a claim without that answer.
    /// </summary>
    public double? Margin { get; init; }

    /// <summary>Why the results cannot decide the claim, in words; null where they can. Its figures are shown all the same.</summary>
    public string? NotTestable { get; init; }

    /// <summary>A data set on which alone the results cannot decide the claim, and why; null for none.</summary>
    public DataSetReason? NotTestableOn { get; init; }

    /// <summary>The figure of single runs that is to be met; null for a claim about a mean.</summary>
    public PublishedFigure? Published { get; init; }

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

    /// <summary>A learner's mean figure lies in a range.</summary>
    public static Claim Within(string text, LearnerName learner, Measure measure, double low, double high) =>
        new(text, learner, null, measure, low, high);

    /// <summary>A published figure is one that a run of the learner gives, or the best of several.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="figure">The figure, with the digits that it was published with.</param>
    /// <param name="measure">What it is a figure of; null for the accuracy on test rows.</param>
    /// <param name="bestOf">Of how many runs it is the best; 1 for a single run.</param>
    /// <param name="within">What a run may differ from the mean of ours at most for the claim to be decided.</param>
    public static Claim OfPublished(
        LearnerName learner, decimal figure, Measure? measure = null, int bestOf = 1, double within = PublishedFigure.DefaultWithin)
    {
        measure ??= Measure.Metric(Split.Test, Metric.Accuracy);
        var runs = bestOf > 1 ? $"the best of {bestOf} runs" : "a run";
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{learner}: {runs} with the {measure.Name} {figure}, as published"), learner, null,
            measure, double.NegativeInfinity, double.PositiveInfinity)
        {
            Published = new PublishedFigure(figure, bestOf, within),
        };
    }
}

/// <summary>Why something is so on one data set.</summary>
/// <param name="DataSet">The data set's name.</param>
/// <param name="Why">Why, in words.</param>
public sealed record DataSetReason(string DataSet, string Why);

/// <summary>
/// A figure of a single run, or of the best of several, that somebody published. It is met where it lies in the interval that another run
/// of ours would lie in (<see cref="Statistics.PredictionInterval"/>), and that interval is not so wide that it would hold anything.
/// </summary>
/// <param name="Figure">The figure, with the digits that it was published with: half a unit of the last one may be rounding.</param>
/// <param name="BestOf">Of how many runs it is the best.</param>
/// <param name="Within">The largest half width of the interval with which the figure counts as met.</param>
public sealed record PublishedFigure(decimal Figure, int BestOf = 1, double Within = PublishedFigure.DefaultWithin)
{
    /// <summary>One percentage point of an accuracy.</summary>
    public const double DefaultWithin = 0.01;

    /// <summary>Half a unit of the last digit.</summary>
    public double Rounding => 0.5 * Math.Pow(10, -Figure.Scale);
}

/// <summary>A sentence of a report, in our words: its claims are answered together.</summary>
/// <param name="Source">Report and line, as <c>002:55</c>.</param>
/// <param name="Text">The sentence.</param>
/// <param name="NotTestable">Why nothing can decide it, where no claim is about it; else null.</param>
public sealed record Sentence(string Source, string Text, string? NotTestable = null);

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
