using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Pipelines.Learners;

/// <summary>One of several settings that a learner tried in a fit, and how well it then predicted the validation rows.</summary>
/// <param name="Settings">What differs from the learner's own settings; empty for these.</param>
/// <param name="Figure">
/// The log-loss of classes, in nats, the share of errors of a learner that gives no probabilities, or the root mean squared error of
/// numbers, in the label's unit; null where it failed or the figure is not defined.
/// </param>
/// <param name="Seconds">Seconds of its fit, evaluation along the way included.</param>
/// <param name="IsChosen">Whether it is the one whose fit was kept.</param>
public sealed record SettingsTry(Settings Settings, double? Figure, double Seconds, bool IsChosen)
{
    /// <summary>Why it failed, null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>What differs from the learner's own settings, in words.</summary>
    public string Text => Settings.Count == 0 ? "its own settings" : Settings.ToString();
}
