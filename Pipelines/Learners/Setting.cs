using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Settings that several kinds of learner have.</summary>
internal static class Setting
{
    public const string ScalingName = "scaling";

    /// <summary>How many training rows are used; every kind has it.</summary>
    public static SettingDefinition Rows { get; } = SettingDefinition.Integer(
        "rows", "training rows that are used, drawn at random by the seed; 0 for all", 0, 0);

    /// <summary>How features are scaled, by default <paramref name="defaultScaling"/>.</summary>
    public static SettingDefinition Scaling(FeatureScaling defaultScaling) => SettingDefinition.Choice(
        ScalingName,
        "features: " + string.Join("; ", FeatureScaling.All.Select(scaling => $"{scaling.Name}, {scaling.Description}")),
        [defaultScaling.Name, .. FeatureScaling.All.Except([defaultScaling]).Select(scaling => scaling.Name)]);
}
