using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>A model with one score: of a binary classifier, raw; of a regression, the prediction.</summary>
internal interface IValueScorer : IFeatureScorer
{
    /// <summary>The score of features [<see cref="IFeatureScorer.FeatureCount"/>].</summary>
    float Score(in VBuffer<float> features);
}
