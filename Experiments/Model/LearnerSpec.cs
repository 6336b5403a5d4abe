using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Experiments.Model;

/// <summary>A learner as an experiment declares it: a kind, a name, and the settings that differ from the kind's defaults.</summary>
/// <param name="Kind">The name of a <see cref="LearnerKind"/>.</param>
/// <param name="Name">The name that results show.</param>
/// <param name="Settings">Settings that differ from the kind's defaults.</param>
public sealed record LearnerSpec(string Kind, string Name, Settings Settings)
{
    /// <summary>
    /// The name that the learner has in results at points of a sweep: its own, and the text of one point for each axis, in the order of the
    /// axes.
    /// </summary>
    public LearnerName At(params IEnumerable<SweepPoint> points) => new(string.Join(' ', points.Select(point => point.Text).Prepend(Name)));
}

/// <summary>
/// The name of a learner in results. Claims and pictures name learners by it. It comes from what it names: from a <see cref="LearnerSpec"/>
/// (which is its own name where nothing is swept), from <see cref="LearnerSpec.At"/>, or from a <see cref="Choice"/>. A name that no
/// planned learner has is refused when the run is planned.
/// </summary>
/// <param name="Text">The name as text; given only where it is read from a file.</param>
public sealed record LearnerName(string Text)
{
    /// <summary>The name of a learner that is not swept.</summary>
    public static implicit operator LearnerName(LearnerSpec spec) => new(spec?.Name ?? throw new ArgumentNullException(nameof(spec)));

    /// <summary>The name of the learner that a choice finds.</summary>
    public static implicit operator LearnerName(Choice choice) => new(choice?.Name ?? throw new ArgumentNullException(nameof(choice)));

    /// <summary>The name as text.</summary>
    public override string ToString() => Text;
}

/// <summary>One axis of a sweep; the axes of an experiment are crossed with one another.</summary>
/// <remarks>A learner whose kind lacks one of the settings is not swept along the axis: a baseline runs once beside a sweep.</remarks>
/// <param name="Points">The points, in order.</param>
public sealed record SweepAxis(IReadOnlyList<SweepPoint> Points)
{
    /// <summary>Names of the settings that the points give.</summary>
    public IEnumerable<string> SettingNames => Points.SelectMany(point => point.Settings.Keys).Distinct();

    /// <summary>An axis of one setting, such as <c>Of("rate", "0.1", "0.01")</c>.</summary>
    public static SweepAxis Of(string setting, params IEnumerable<string> values) =>
        new([.. values.Select(value => new SweepPoint(new Settings((setting, value))))]);
}

/// <summary>One point of a sweep: settings that go together, and the words that the learner's name gets for them.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Label">What is added to the learner's name; the settings themselves when null.</param>
public sealed record SweepPoint(Settings Settings, string? Label = null)
{
    /// <summary>What is added to the learner's name.</summary>
    public string Text => Label ?? Settings.ToString();
}
