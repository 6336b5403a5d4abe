namespace Microsoft.ML.Trainers.Scoring;

/// <summary>A trained model that scores a feature vector. Safe to be used by several threads at once.</summary>
internal interface IFeatureScorer
{
    /// <summary>The length of the feature vectors.</summary>
    int FeatureCount { get; }
}
