namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The options of trainers of random forests.</summary>
public abstract class FastForestOptionsBase : TreeOptions
{
    private protected FastForestOptionsBase()
    {
        FeatureFraction = 0.7;
        BaggingSize = 1;
        FeatureFractionPerSplit = 0.7;
    }
}
