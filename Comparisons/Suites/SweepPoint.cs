using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Comparisons.Suites;

/// <summary>One point of a sweep: settings that go together, and the words that the learner's name gets for them.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Label">What is added to the learner's name; the settings themselves when null.</param>
public sealed record SweepPoint(Settings Settings, string? Label = null)
{
    /// <summary>What is added to the learner's name.</summary>
    public string Text => Label ?? Settings.ToString();
}
