using Microsoft.ML.Data;
using Microsoft.ML.FeatureImportance;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The base of models that are trees.</summary>
public abstract class TreeEnsembleModelParameters : ModelParametersBase<float>, IJointlyScored, IFeatureWeights
{
    private protected TreeEnsembleModelParameters(GrownTrees trees)
    {
        Trees = trees;
    }

    internal GrownTrees Trees { get; }

    int IFeatureScorer.FeatureCount => Trees.Ensemble.FeatureCount;

    /// <summary>The name in model files.</summary>
    private protected abstract string Signature { get; }

    /// <summary>
    /// How much each feature is used: the root of the sum of its splits' gains, divided by the largest of these, so that the largest weight is 1.
    /// </summary>
    /// <param name="weights">[features], overwritten.</param>
    public void GetFeatureWeights(ref VBuffer<float> weights)
    {
        double[] gains = Trees.Ensemble.FeatureGains();
        double largest = gains.Max();
        double factor = largest > 0 ? 1 / Math.Sqrt(largest) : 1;
        VBufferEditor<float> editor = VBufferEditor.Create(ref weights, gains.Length);
        for (int feature = 0; feature < gains.Length; feature++)
            editor.Values[feature] = (float)(Math.Sqrt(Math.Max(0, gains[feature])) * factor);
        weights = editor.Commit();
    }

    IReadOnlyList<float> IFeatureWeights.GetFeatureWeights()
    {
        VBuffer<float> weights = default;
        GetFeatureWeights(ref weights);
        return [.. weights.DenseValues()];
    }

    float IValueScorer.Score(in VBuffer<float> features)
    {
        float score = 0;
        FeatureRow.Score(Trees.Ensemble, in features, new Span<float>(ref score));
        return ToPrediction(score);
    }

    IVectorScorer? IJointlyScored.Join(IReadOnlyList<IValueScorer> models) =>
        models.All(model => model.GetType() == GetType()) ? JointTrees.Create([.. models.Select(model => ((TreeEnsembleModelParameters)model).Trees.Ensemble)]) : null;

    /// <summary>What the model predicts where its trees sum up to a score.</summary>
    private protected virtual float ToPrediction(float score) => score;

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        Trees.Write(ctx.Writer);
    }
}
