using MlPipelines.CustomTrainers;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Settings that several kinds of learner have, and what they ask of tasks and data.</summary>
internal static class SharedSettings
{
    /// <summary>How many training rows are used; every kind has it.</summary>
    public static Setting<int> Rows { get; } = Setting.Integer(
        "rows", "training rows that are used, drawn at random by the seed; 0 for all", 0, 0);

    /// <summary>Whether rare classes count as much as others.</summary>
    public static Setting<bool> Balance { get; } =
        Setting.YesOrNo("balance", "whether all classes count the same in training, however rare; classification");

    /// <summary>How features are scaled, by default not at all.</summary>
    public static Setting<FeatureScaling> NoScaling { get; } = Scaling(FeatureScaling.None);

    /// <summary>How features are scaled, by default each of them standardized.</summary>
    public static Setting<FeatureScaling> Standardizing { get; } = Scaling(FeatureScaling.Standardize);

    /// <summary>Which splits are evaluated along the way.</summary>
    public static Setting<IReadOnlyList<string>> Monitor(string description) =>
        Setting.Several("monitor", description, [Split.Validation, Split.Test], [.. Split.All]);

    /// <summary>Refuses early stopping where the validation rows are not monitored.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void RequireValidation(Settings settings, Setting<int?> patience, Setting<IReadOnlyList<string>> monitor)
    {
        if (settings.Get(patience) > 0 && !settings.Get(monitor).Contains(Split.Validation))
        {
            throw new ArgumentException(
                $"The setting '{patience.Name}' needs the validation rows: add {Split.Validation} to the setting "
                    + $"'{monitor.Name}'.", nameof(settings));
        }
    }

    /// <summary>Refuses early stopping on data without rows to validate on.</summary>
    /// <exception cref="ArgumentException">There are no validation rows.</exception>
    public static void RequireValidation(Settings settings, Setting<int?> patience, TrainingContext context)
    {
        if (settings.Get(patience) > 0 && !context.Splits.ContainsKey(Split.Validation))
        {
            throw new ArgumentException(
                $"The setting '{patience.Name}' needs rows to validate on, and the data have none: give them some, or leave "
                    + "the setting out.", nameof(context));
        }
    }

    /// <summary>
    /// The splits to monitor: those of the setting, and the validation rows where they end the training and the data have some.
    /// </summary>
    public static IReadOnlyList<MonitorData> Monitors(
        Settings settings, Setting<IReadOnlyList<string>> monitor, bool isOpen, TrainingContext context) => context.Monitors(
            isOpen ? settings.Get(monitor).Append(Split.Validation).Distinct() : settings.Get(monitor));

    /// <summary>Refuses a training without early stopping whose length is left open.</summary>
    /// <exception cref="ArgumentException">It is such a one.</exception>
    public static void RequireEnd(Settings settings, Setting<int?> patience, Setting<int?> length)
    {
        if (settings.Get(patience) == 0 && settings.Get(length) is null)
        {
            throw new ArgumentException(
                $"The setting '{patience.Name}=0' needs a number: set '{length.Name}' too, or leave '{patience.Name}' out.",
                nameof(settings));
        }
    }

    /// <summary>Refuses to balance classes where there are none.</summary>
    /// <exception cref="ArgumentException">The task has no classes.</exception>
    public static void RequireClasses(LearningTask task, Settings settings)
    {
        if (settings.Get(Balance) && task == LearningTask.Regression)
            throw new ArgumentException($"The setting '{Balance.Name}' is for classes, not for a regression task.", nameof(settings));
    }

    private static Setting<FeatureScaling> Scaling(FeatureScaling first) => Setting.Choice(
        "scaling",
        "features: " + string.Join("; ", FeatureScaling.All.Select(scaling => $"{scaling.Name}, {scaling.Description}")),
        [.. FeatureScaling.All.Except([first]).Prepend(first).Select(scaling => (scaling.Name, scaling))]);
}
