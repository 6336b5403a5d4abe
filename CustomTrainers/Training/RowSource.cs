using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Where the rows of a data view are read from, and how.</summary>
/// <param name="Use">What the rows are for, as an error calls them: "training", or a monitor's name.</param>
/// <param name="FeatureColumnName">A vector of Single of known size.</param>
/// <param name="Label">The task.</param>
/// <param name="WeightColumnName">The column of weights; null for none.</param>
internal sealed record RowSource(string Use, string FeatureColumnName, TaskLabel Label, string? WeightColumnName)
{
    /// <summary>Columns of keys whose categories follow the features, in order.</summary>
    public IReadOnlyList<string> CategoryColumnNames { get; init; } = [];

    /// <summary>Slots of the features that hold categories: whole numbers, 0 to 65535.</summary>
    public IReadOnlyList<int> CategorySlots { get; init; } = [];

    /// <summary>Whether a feature may be missing (NaN).</summary>
    public bool AllowsMissing { get; init; }
}
