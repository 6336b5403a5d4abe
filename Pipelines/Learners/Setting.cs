using MlPipelines.Data;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Settings that several kinds of learner have.</summary>
internal static class Setting
{
    public const string ScalingName = "scaling";

    /// <summary>How many training rows are used; every kind has it.</summary>
    public static SettingDefinition Rows { get; } = SettingDefinition.Integer(
        "rows", "training rows that are used, drawn at random by the seed; 0 for all", 0, 0);

    /// <summary>Refuses early stopping on data without rows to validate on.</summary>
    /// <param name="patience">The value of the setting <c>patience</c>, 0 for no early stopping.</param>
    /// <param name="context">What the training has.</param>
    /// <exception cref="ArgumentException">There are no validation rows.</exception>
    public static void RequireValidationFor(int patience, TrainingContext context)
    {
        if (patience > 0 && !context.Splits.ContainsKey(Split.Validation))
            throw new ArgumentException("The setting 'patience' needs rows to validate on, and the data have none: give them some, or set patience=0.", nameof(context));
    }

    /// <summary>Whether rare classes count as much as others.</summary>
    public static SettingDefinition Balance { get; } = SettingDefinition.Choice(
        "balance", "whether all classes count the same in training, however rare; classification", "no", "yes");

    /// <summary>Whether checked settings balance classes.</summary>
    /// <exception cref="ArgumentException">The task has no classes.</exception>
    public static bool Balances(LearningTask task, Settings settings)
    {
        bool balances = settings[Balance.Name] == "yes";
        return balances && task == LearningTask.Regression
            ? throw new ArgumentException($"The setting '{Balance.Name}' is for classes, not for a regression task.", nameof(settings))
            : balances;
    }

    /// <summary>How features are scaled, by default <paramref name="defaultScaling"/>.</summary>
    public static SettingDefinition Scaling(FeatureScaling defaultScaling) => SettingDefinition.Choice(
        ScalingName,
        "features: " + string.Join("; ", FeatureScaling.All.Select(scaling => $"{scaling.Name}, {scaling.Description}")),
        [defaultScaling.Name, .. FeatureScaling.All.Except([defaultScaling]).Select(scaling => scaling.Name)]);
}
