using System.Collections.ObjectModel;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.Linear;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Trainers;

/// <summary>The base of linear models with one output: w · x + b.</summary>
public abstract class LinearModelParameters : ModelParametersBase<float>, IValueScorer
{
    private readonly float[] _weights;

    private protected LinearModelParameters(float[] weights, float bias)
    {
        _weights = weights;
        Weights = new ReadOnlyCollection<float>(weights);
        Bias = bias;
    }

    /// <summary>[features]</summary>
    public IReadOnlyList<float> Weights { get; }

    /// <summary>The output for a vector of zeros.</summary>
    public float Bias { get; protected set; }

    int IFeatureScorer.FeatureCount => _weights.Length;

    float IValueScorer.Score(in VBuffer<float> features) => Transform(Bias + VectorDot.Compute(in features, _weights));

    /// <summary>Makes the linear score the model's output.</summary>
    private protected virtual float Transform(float score) => score;

    /// <summary>Writes weights and bias; the statistics of a fit are not kept.</summary>
    private protected void SaveLinear(ModelSaveContext ctx, string signature)
    {
        ctx.LoaderSignature = signature;
        ctx.Writer.WriteValues<float>(_weights);
        ctx.Writer.Write(Bias);
    }
}
