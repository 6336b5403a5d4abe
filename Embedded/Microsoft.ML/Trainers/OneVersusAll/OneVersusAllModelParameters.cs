using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Trainers;

/// <summary>A binary classifier for each class.</summary>
public sealed class OneVersusAllModelParameters : ModelParametersBase<VBuffer<float>>, IVectorScorer
{
    private readonly IValueScorer[] _models;
    private readonly bool _useProbabilities;

    internal OneVersusAllModelParameters(IValueScorer[] models, bool useProbabilities)
    {
        _models = models;
        _useProbabilities = useProbabilities;
    }

    int IFeatureScorer.FeatureCount => _models[0].FeatureCount;

    int IVectorScorer.OutputCount => _models.Length;

    void IVectorScorer.Score(in VBuffer<float> features, Span<float> scores)
    {
        double sum = 0;
        for (int k = 0; k < _models.Length; k++)
        {
            float score = _models[k].Score(in features);
            scores[k] = _useProbabilities && _models[k] is ICalibratedScorer { Calibrator: { } calibrator } ? calibrator.PredictProbability(score) : score;
            if (scores[k] >= 0)
                sum += scores[k];
            else if (_useProbabilities)
                scores[k] = 0; // NaN: the others share the probability.
        }

        if (!_useProbabilities || sum == 0)
            return;
        for (int k = 0; k < scores.Length; k++)
            scores[k] = (float)(scores[k] / sum);
    }
}
