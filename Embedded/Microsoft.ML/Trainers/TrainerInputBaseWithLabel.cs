using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>The options of every trainer with features and labels.</summary>
public abstract class TrainerInputBaseWithLabel : TrainerInputBase
{
    /// <summary>The labels.</summary>
    public string LabelColumnName = DefaultColumnNames.Label;

    private protected TrainerInputBaseWithLabel()
    {
    }
}
