using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Settings that several kinds of learner have.</summary>
internal static class Setting
{
    public const string ScalingName = "scaling";

    /// <summary>How features are scaled, by default <paramref name="defaultScaling"/>.</summary>
    public static SettingDefinition Scaling(FeatureScaling defaultScaling) => SettingDefinition.Choice(
        ScalingName,
        "features: " + string.Join("; ", FeatureScaling.All.Select(scaling => $"{scaling.Name}, {scaling.Description}")),
        [defaultScaling.Name, .. FeatureScaling.All.Except([defaultScaling]).Select(scaling => scaling.Name)]);
}
