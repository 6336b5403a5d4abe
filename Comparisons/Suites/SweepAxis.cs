using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Comparisons.Suites;

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
