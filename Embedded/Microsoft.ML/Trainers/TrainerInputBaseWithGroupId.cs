namespace Microsoft.ML.Trainers;

/// <summary>The options of every trainer with features, labels, weights and groups of rows.</summary>
public abstract class TrainerInputBaseWithGroupId : TrainerInputBaseWithWeight
{
    /// <summary>The groups that rows belong to, for ranking; null when there are none.</summary>
    public string? RowGroupColumnName;

    private protected TrainerInputBaseWithGroupId()
    {
    }
}
