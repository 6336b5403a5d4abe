using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>The options of every trainer with features.</summary>
public abstract class TrainerInputBase
{
    /// <summary>The features: a vector of Single.</summary>
    public string FeatureColumnName = DefaultColumnNames.Features;

    private protected TrainerInputBase()
    {
    }
}
