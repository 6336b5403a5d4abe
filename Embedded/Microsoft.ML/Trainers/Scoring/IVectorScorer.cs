using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>A model with a score for each class.</summary>
internal interface IVectorScorer : IFeatureScorer
{
    /// <summary>The number of classes.</summary>
    int OutputCount { get; }

    /// <summary>Writes the scores of features [<see cref="IFeatureScorer.FeatureCount"/>].</summary>
    /// <param name="features">The features.</param>
    /// <param name="scores">[<see cref="OutputCount"/>], overwritten.</param>
    void Score(in VBuffer<float> features, Span<float> scores);
}
