using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Model;

/// <summary>
/// A picture as an experiment declares it: what is shown, without how. It is drawn from the experiment's finished trials on one data set.
/// </summary>
/// <param name="Name">The file's name, without the experiment's.</param>
public abstract record PictureSpec(string Name)
{
    /// <summary>The figures that it shows.</summary>
    public virtual IEnumerable<Measure> Measures => [];

    /// <summary>The learners that it names; none where it shows all.</summary>
    public virtual IEnumerable<LearnerName> NamedLearners => [];

    /// <summary>The settings that it names.</summary>
    public virtual IEnumerable<string> NamedSettings => [];

    /// <summary>The splits that it names.</summary>
    public virtual IEnumerable<string> NamedSplits => [];

    /// <summary>The metrics of the history that it names.</summary>
    public virtual IEnumerable<string> NamedHistory => [];

    /// <summary>The picture without learners that a run leaves out; null where nothing is left to show.</summary>
    public virtual PictureSpec? Without(Func<LearnerName, bool> isGone) => NamedLearners.Any(isGone) ? null : this;
}

/// <summary>A picture of all learners of an experiment, or of some.</summary>
/// <param name="Name">The file's name.</param>
public abstract record OfLearnersSpec(string Name) : PictureSpec(Name)
{
    /// <summary>The learners that are shown; null for all.</summary>
    public IReadOnlyList<LearnerName>? Learners { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<LearnerName> NamedLearners => Learners ?? [];

    /// <inheritdoc/>
    public override PictureSpec? Without(Func<LearnerName, bool> isGone) => Learners?.Any(isGone) is not true
        ? this
        : this with { Learners = [.. Learners.Where(name => !isGone(name))] } is { Learners.Count: > 0 } left ? left : null;
}

/// <summary>A figure of every learner, or of some: the mean over seeds with its 95 % t-interval.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
public sealed record BarsSpec(string Name, Measure Measure) : OfLearnersSpec(Name)
{
    /// <summary>Whether each seed's figure is drawn too.</summary>
    public bool EachSeed { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [Measure];
}

/// <summary>
/// A metric by epoch: a curve for each learner (and split, where there are several), the mean over seeds with a band of one deviation.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Metric">The metric in the history: <c>loss</c> or <c>accuracy</c>.</param>
/// <param name="Splits">The splits.</param>
public sealed record CurvesSpec(string Name, string Metric, params IReadOnlyList<string> Splits) : OfLearnersSpec(Name)
{
    /// <summary>Whether heights lie by their logarithm.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>What the left axis is called, with its unit; null for the metric's own name.</summary>
    public string? YLabel { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> NamedSplits => Splits;

    /// <inheritdoc/>
    public override IEnumerable<string> NamedHistory => [Metric];
}

/// <summary>
/// Figures that the history keeps beside losses and accuracies, by update, both axes logarithmic: a curve for each learner and figure, the
/// mean over seeds.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="YLabel">What they are, with their unit.</param>
/// <param name="Metrics">The figures by their names in the history, each with the word that the legend has for it; one has none.</param>
public sealed record HistorySpec(string Name, string YLabel, params IReadOnlyList<(string Metric, string Word)> Metrics)
    : OfLearnersSpec(Name)
{
    /// <inheritdoc/>
    public override IEnumerable<string> NamedHistory => Metrics.Select(metric => metric.Metric);
}

/// <summary>
/// A figure of several learners against a number that each stands for, such as its depth: a curve of means over seeds with a band of their
/// 95 % t-intervals.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
/// <param name="Axis">What the number is.</param>
/// <param name="Learners">The learners with their numbers, rising.</param>
public sealed record AgainstLearnersSpec(
    string Name, Measure Measure, string Axis, params IReadOnlyList<(double X, LearnerName Learner)> Learners) : PictureSpec(Name)
{
    /// <summary>Whether the numbers lie by their logarithm.</summary>
    public bool LogarithmicX { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [Measure];

    /// <inheritdoc/>
    public override IEnumerable<LearnerName> NamedLearners => Learners.Select(place => place.Learner);

    /// <inheritdoc/>
    public override PictureSpec? Without(Func<LearnerName, bool> isGone) =>
        this with { Learners = [.. Learners.Where(place => !isGone(place.Learner))] } is { Learners.Count: > 1 } left ? left : null;
}

/// <summary>A figure against a setting: for each, a curve of means over seeds with a band of their 95 % t-intervals.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
/// <param name="Settings">The settings, a curve each; only learners where the setting is above 0 are on its curve.</param>
public sealed record AgainstSettingSpec(string Name, Measure Measure, params IReadOnlyList<string> Settings) : PictureSpec(Name)
{
    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [Measure];

    /// <inheritdoc/>
    public override IEnumerable<string> NamedSettings => Settings;
}

/// <summary>A figure by two settings, as colours: means over seeds.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
/// <param name="Rows">The setting of rows, the highest on top.</param>
/// <param name="Columns">The setting of columns.</param>
public sealed record GridSpec(string Name, Measure Measure, string Rows, string Columns) : PictureSpec(Name)
{
    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [Measure];

    /// <inheritdoc/>
    public override IEnumerable<string> NamedSettings => [Rows, Columns];
}

/// <summary>Two figures of every trial against each other: a point for each seed, a group for each learner.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="X">The figure to the right.</param>
/// <param name="Y">The figure upwards.</param>
public sealed record ScatterSpec(string Name, Measure X, Measure Y) : PictureSpec(Name)
{
    /// <summary>Whether places to the right lie by their logarithm; figures that are not above 0 are then left out.</summary>
    public bool LogarithmicX { get; init; }

    /// <summary>Whether heights lie by their logarithm; figures that are not above 0 are then left out.</summary>
    public bool LogarithmicY { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [X, Y];
}

/// <summary>A figure on the line between two networks, of several splits: means over seeds with a band of one deviation.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Metric">The metric in the history, such as <see cref="InterpolationDiagnostic.Loss"/>.</param>
/// <param name="YLabel">What it is, with its unit.</param>
/// <param name="Splits">The splits.</param>
public sealed record AlongSpec(string Name, LearnerName Learner, string Metric, string YLabel, params IReadOnlyList<string> Splits)
    : PictureSpec(Name)
{
    /// <summary>Whether heights lie by their logarithm.</summary>
    public bool Logarithmic { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<LearnerName> NamedLearners => [Learner];

    /// <inheritdoc/>
    public override IEnumerable<string> NamedSplits => Splits;

    /// <inheritdoc/>
    public override IEnumerable<string> NamedHistory => [Metric];
}

/// <summary>
/// The way of a part of the weights on its two principal components, which each seed has of its own; a ring where it begins, a square where
/// it ends.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Part">One of <see cref="WeightPathDiagnostic.Parts"/>.</param>
/// <param name="Words">What the part is, in words.</param>
public sealed record PathSpec(string Name, LearnerName Learner, string Part, string Words) : PictureSpec(Name)
{
    /// <inheritdoc/>
    public override IEnumerable<LearnerName> NamedLearners => [Learner];

    /// <inheritdoc/>
    public override IEnumerable<string> NamedHistory => [WeightPathDiagnostic.Component(Part, 1)];
}

/// <summary>
/// Which class a trained learner names at each place, from the first seed that was asked: see <see cref="PredictionMap"/>.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Learner">The learner.</param>
/// <param name="XLabel">The first feature, with its unit.</param>
/// <param name="YLabel">The second feature, with its unit.</param>
public sealed record DecisionMapSpec(string Name, LearnerName Learner, string XLabel, string YLabel) : PictureSpec(Name)
{
    /// <inheritdoc/>
    public override IEnumerable<LearnerName> NamedLearners => [Learner];
}

/// <summary>
/// A function of two features as a surface: what a trained learner says, from the first seed that was asked (see
/// <see cref="PredictionMap"/>), or the truth.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Learner">The learner; for the truth, one whose grid it is drawn on.</param>
/// <param name="XLabel">The first feature, with its unit.</param>
/// <param name="YLabel">The second feature, with its unit.</param>
/// <param name="Heights">The heights of the lowest and the highest colour, the same for surfaces that are compared.</param>
public sealed record SurfaceSpec(string Name, LearnerName Learner, string XLabel, string YLabel, (double Low, double High) Heights)
    : PictureSpec(Name)
{
    /// <summary>The function that is the truth; null for what the learner says.</summary>
    public Func<double, double, double>? Truth { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<LearnerName> NamedLearners => [Learner];
}

/// <summary>
/// What every learner says along a line (see <see cref="PredictionLine"/>), from the first seed that was asked, over the training samples,
/// for data that are generated: the samples are generated again.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="XLabel">The feature, with its unit.</param>
/// <param name="YLabel">The target, with its unit.</param>
/// <param name="Truth">The function without noise; null to leave it out.</param>
public sealed record FitSpec(string Name, string XLabel, string YLabel, Func<double, double>? Truth = null) : PictureSpec(Name);

/// <summary>
/// The first test images that one learner classifies correctly and another does not, in a row, each with its class and what both say, from
/// the first seed in which both were asked: the experiment's map must ask for <see cref="TestRowPlaces"/>.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Right">The learner that is right, or the name of a <see cref="Choice"/>.</param>
/// <param name="Wrong">The learner that is wrong, or the name of a <see cref="Choice"/>.</param>
/// <param name="Count">The most images, at least 1.</param>
public sealed record ImagesSpec(string Name, LearnerName Right, LearnerName Wrong, int Count = 5) : PictureSpec(Name)
{
    /// <inheritdoc/>
    public override IEnumerable<LearnerName> NamedLearners => [Right, Wrong];
}
