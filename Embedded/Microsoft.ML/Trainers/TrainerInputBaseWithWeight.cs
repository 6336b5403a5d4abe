namespace Microsoft.ML.Trainers;

/// <summary>The options of every trainer with features, labels and weights.</summary>
public abstract class TrainerInputBaseWithWeight : TrainerInputBaseWithLabel
{
    /// <summary>The weights of the examples: Single; null when all weigh the same.</summary>
    public string? ExampleWeightColumnName;

    private protected TrainerInputBaseWithWeight()
    {
    }
}
