namespace MlPipelines.Pipelines.Learners;

/// <summary>The settings that learners of boosted trees share; the defaults are FastTree's.</summary>
internal static class TreeSettings
{
    public const string Trees = "trees";
    public const string Leaves = "leaves";
    public const string Rate = "rate";
    public const string LeafRows = "leaf-rows";
    public const string Bins = "bins";
    public const string FeatureFraction = "feature-fraction";

    public static IReadOnlyList<SettingDefinition> Definitions { get; } =
    [
        SettingDefinition.Integer(Trees, "rounds; each grows a tree, for several classes one for each", 100, 1),
        SettingDefinition.Integer(Leaves, "most leaves of a tree", 20, 2),
        SettingDefinition.Number(Rate, "what each tree's values are multiplied by", 0.2, 0, minimumAllowed: false),
        SettingDefinition.Integer(LeafRows, "fewest rows in a leaf", 10, 1),
        SettingDefinition.Integer(Bins, "most bins of a feature", 255, 2, 255),
        SettingDefinition.Share(FeatureFraction, "share of the features that each tree may use", 1),
    ];
}
