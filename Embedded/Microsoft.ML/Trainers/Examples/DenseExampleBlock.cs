using System.Numerics.Tensors;
using Microsoft.ML.Trainers.Linear;

namespace Microsoft.ML.Trainers.Examples;

/// <summary>Examples as one row-major matrix [count, features].</summary>
internal sealed class DenseExampleBlock(int featureCount, int capacity) : ExampleBlock(featureCount)
{
    private readonly float[] _values = new float[checked(capacity * featureCount)];

    public bool IsFull => Count == capacity;

    /// <summary>The row that the next <see cref="Append"/> will keep, to be filled by the caller; it may hold old values.</summary>
    public Span<float> NextRow => Row(Count);

    /// <summary>Keeps what the caller wrote into <see cref="NextRow"/>.</summary>
    public void Append(float label, float weight) => AppendLabel(label, weight);

    public override void Score(int start, int rows, ReadOnlySpan<float> weights, int outputs, Span<float> scores) =>
        DenseScores.Compute(Rows(start, rows), rows, FeatureCount, weights, outputs, scores);

    public override void AddGradient(int start, int rows, ReadOnlySpan<float> factors, int outputs, Span<float> gradient) =>
        DenseGradient.Add(Rows(start, rows), rows, FeatureCount, factors, outputs, gradient);

    public override float Dot(int row, ReadOnlySpan<float> weights) => TensorPrimitives.Dot(Row(row), weights);

    public override void AddTo(int row, float factor, Span<float> target) =>
        TensorPrimitives.MultiplyAdd(Row(row), factor, target, target);

    public override float SquaredNorm(int row) => TensorPrimitives.SumOfSquares<float>(Row(row));

    public override void AddToShrunk(int row, float factor, Span<float> sum, Span<float> weights, float threshold)
    {
        AddTo(row, factor, sum);
        SoftThreshold.Apply(sum, threshold, weights);
    }

    private Span<float> Row(int row) => _values.AsSpan(row * FeatureCount, FeatureCount);

    private ReadOnlySpan<float> Rows(int start, int rows) => _values.AsSpan(start * FeatureCount, rows * FeatureCount);
}
