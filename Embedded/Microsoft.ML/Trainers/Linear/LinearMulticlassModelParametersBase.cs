using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.Linear;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Trainers;

/// <summary>The base of linear multiclass models: sₖ = wₖ · x + bₖ.</summary>
public abstract class LinearMulticlassModelParametersBase : ModelParametersBase<VBuffer<float>>, IVectorScorer
{
    /// <summary>How well the model fits its training data; null unless the trainer was asked for it.</summary>
    public readonly ModelStatisticsBase? Statistics;

    private readonly AlignedRows _weights;
    private readonly float[] _biases;
    private readonly int _features;

    /// <param name="weights">[classes, features]</param>
    /// <param name="biases">[classes]</param>
    /// <param name="statistics">Of training, or null.</param>
    private protected LinearMulticlassModelParametersBase(float[] weights, float[] biases, ModelStatisticsBase? statistics)
    {
        _biases = biases;
        _features = weights.Length / biases.Length;
        _weights = new AlignedRows(weights, biases.Length, _features);
        Statistics = statistics;
    }

    int IFeatureScorer.FeatureCount => _features;

    int IVectorScorer.OutputCount => _biases.Length;

    /// <summary>Copies the weights, a vector of [features] for each class.</summary>
    /// <param name="weights">An array to reuse where it fits.</param>
    /// <param name="numClasses">The number of classes.</param>
    public void GetWeights(ref VBuffer<float>[] weights, out int numClasses)
    {
        numClasses = _biases.Length;
        if (weights is null || weights.Length < numClasses)
            weights = new VBuffer<float>[numClasses];
        for (int k = 0; k < numClasses; k++)
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref weights[k], _features);
            _weights[k].CopyTo(editor.Values);
            weights[k] = editor.Commit();
        }
    }

    /// <summary>The biases, one for each class.</summary>
    public IEnumerable<float> GetBiases() => (float[])_biases.Clone();

    void IVectorScorer.Score(in VBuffer<float> features, Span<float> scores)
    {
        if (features.IsDense)
        {
            DenseScores.ComputeRow(features.GetValues(), _weights.Values, _weights.Stride, scores);
            TensorPrimitives.Add(scores, _biases, scores);
        }
        else
        {
            for (int k = 0; k < _biases.Length; k++)
                scores[k] = _biases[k] + VectorDot.Compute(in features, _weights[k]);
        }

        Transform(scores);
    }

    /// <summary>Makes raw scores the model's output.</summary>
    private protected virtual void Transform(Span<float> scores)
    {
    }

    /// <summary>Writes weights and biases; the statistics of a fit are not kept.</summary>
    private protected void SaveLinear(ModelSaveContext ctx, string signature)
    {
        ctx.LoaderSignature = signature;
        ctx.Writer.WriteValues<float>(_weights.ToArray());
        ctx.Writer.WriteValues<float>(_biases);
    }

    /// <summary>The biases [classes], then the weights [classes, features], for an optimizer to start from.</summary>
    internal float[] ToPoint() => [.. _biases, .. _weights.ToArray()];
}
