using System.Numerics.Tensors;
using Microsoft.ML.Optimization;
using Microsoft.ML.Trainers.Examples;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>
/// (Σᵢ weightᵢ · loss(W xᵢ + b, labelᵢ) + ½ λ₂ ‖W‖²) / Σᵢ weightᵢ over a set of examples, for the losses of the derived classes.
/// Variables: the biases [outputs], then the weights [outputs, features].
/// The set is cut into parts by its size alone and the parts' sums are added in order, so the number of threads changes nothing.
/// </summary>
internal abstract class LinearObjective : IObjective
{
    /// <summary>Rows scored at a time: few enough that they are still in cache when the gradient goes over them.</summary>
    private const int TileRows = 64;
    private const int MinimumPartRows = 1024;
    private const int MaximumParts = 16;
    private const int MaximumGradientFloats = 1 << 24;

    private readonly ExampleRange[][] _parts;
    private readonly float[][] _partGradients;
    private readonly double[] _partLosses;
    private readonly int _outputs;
    private readonly int _features;
    private readonly float _l2;
    private readonly float _scale;
    private readonly ParallelOptions _parallel;

    protected LinearObjective(ExampleSet examples, int outputs, float l2, int threads)
    {
        _outputs = outputs;
        _features = examples.FeatureCount;
        _l2 = l2;
        _scale = 1 / (float)examples.WeightSum;
        Dimension = checked(outputs * (1 + _features));
        int parts = Math.Clamp(examples.Count / MinimumPartRows, 1, Math.Clamp(MaximumGradientFloats / Dimension, 1, MaximumParts));
        _parts = ExampleRange.Partition(examples, parts, TileRows);
        _partGradients = [.. Enumerable.Range(0, parts).Select(_ => new float[Dimension])];
        _partLosses = new double[parts];
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
    }

    public int Dimension { get; }

    public float Evaluate(ReadOnlySpan<float> point, Span<float> gradient)
    {
        // A span cannot be captured by the parallel loop; the copy is small beside the data.
        float[] shared = point.ToArray();
        Parallel.For(0, _parts.Length, _parallel, part => EvaluatePart(part, shared));

        double loss = 0;
        gradient.Clear();
        for (int part = 0; part < _parts.Length; part++)
        {
            loss += _partLosses[part];
            TensorPrimitives.Add(gradient, _partGradients[part], gradient);
        }

        ReadOnlySpan<float> weights = point[_outputs..];
        TensorPrimitives.MultiplyAdd(weights, _l2, gradient[_outputs..], gradient[_outputs..]);
        TensorPrimitives.Multiply(gradient, _scale, gradient);
        return ((float)loss + RegularizationLoss(weights)) * _scale;
    }

    /// <summary>
    /// Replaces each score by the weighted derivative of its example's loss, and returns the weighted sum of the losses.
    /// </summary>
    /// <param name="scores">[range.Count, outputs], overwritten.</param>
    protected abstract double LossAndDerivatives(ExampleRange range, Span<float> scores);

    private void EvaluatePart(int part, float[] point)
    {
        float[] gradient = _partGradients[part];
        gradient.AsSpan().Clear();
        ReadOnlySpan<float> weights = point.AsSpan(_outputs);
        float[] buffer = new float[TileRows * _outputs];
        double loss = 0;
        foreach (ExampleRange range in _parts[part])
        {
            Span<float> scores = buffer.AsSpan(0, range.Count * _outputs);
            range.Block.Score(range.Start, range.Count, weights, _outputs, scores);
            for (int row = 0; row < range.Count; row++)
                TensorPrimitives.Add(scores.Slice(row * _outputs, _outputs), point.AsSpan(0, _outputs), scores.Slice(row * _outputs, _outputs));
            loss += LossAndDerivatives(range, scores);
            for (int row = 0; row < range.Count; row++)
                TensorPrimitives.Add(gradient.AsSpan(0, _outputs), scores.Slice(row * _outputs, _outputs), gradient.AsSpan(0, _outputs));
            range.Block.AddGradient(range.Start, range.Count, scores, _outputs, gradient.AsSpan(_outputs));
        }

        if (!double.IsFinite(loss))
            throw new InvalidOperationException("Data contain bad values: the loss of the training examples is not finite. Look for infinite or very large features.");
        _partLosses[part] = loss;
    }

    private float RegularizationLoss(ReadOnlySpan<float> weights)
    {
        if (_l2 == 0)
            return 0;
        double sum = 0;
        foreach (float weight in weights)
            sum += weight * weight;
        return (float)(sum * _l2 * 0.5);
    }
}
