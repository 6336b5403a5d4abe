namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>How many images have passed a frozen backbone; images whose features are known are not counted.</summary>
/// <param name="Done">Images so far.</param>
/// <param name="Total">Images in all.</param>
public readonly record struct FeatureProgress(int Done, int Total);
