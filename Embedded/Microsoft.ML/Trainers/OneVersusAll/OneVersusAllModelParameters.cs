using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Scoring;

[assembly: LoadableComponent(OneVersusAllModelParameters.Signature, typeof(OneVersusAllModelParameters))]

namespace Microsoft.ML.Trainers;

/// <summary>A binary classifier for each class.</summary>
public sealed class OneVersusAllModelParameters : ModelParametersBase<VBuffer<float>>, IVectorScorer
{
    internal const string Signature = "OVAExec";

    private readonly IValueScorer[] _models;

    /// <summary>The raw scores of all models at once; null where each scores by itself.</summary>
    private readonly IVectorScorer? _together;
    private readonly bool _useProbabilities;

    internal OneVersusAllModelParameters(IValueScorer[] models, bool useProbabilities)
    {
        _models = models;
        _together = (Scorer(models[0]) as IJointlyScored)?.Join([.. models.Select(Scorer)]);
        _useProbabilities = useProbabilities;
    }

    internal static OneVersusAllModelParameters Load(ModelLoadContext ctx)
    {
        bool useProbabilities = ctx.Reader.ReadBoolean();
        var models = new List<IValueScorer>();
        for (int left = ctx.Reader.ReadInt32(); left > 0; left--)
            models.Add(ctx.LoadComponent<IValueScorer>($"Class_{models.Count}"));
        return new([.. models], useProbabilities);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.Write(_useProbabilities);
        ctx.Writer.Write(_models.Length);
        for (int k = 0; k < _models.Length; k++)
            ScoringSaving.SavePart(ctx, $"Class_{k}", _models[k]);
    }

    int IFeatureScorer.FeatureCount => _models[0].FeatureCount;

    int IVectorScorer.OutputCount => _models.Length;

    void IVectorScorer.Score(in VBuffer<float> features, Span<float> scores)
    {
        _together?.Score(in features, scores);
        double sum = 0;
        for (int k = 0; k < _models.Length; k++)
        {
            float score = _together is null ? _models[k].Score(in features) : scores[k];
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

    /// <summary>The model that gives the raw score.</summary>
    private static IValueScorer Scorer(IValueScorer model) =>
        model is CalibratedModelParametersBase { SubModel: IValueScorer scorer } ? scorer : model;
}
