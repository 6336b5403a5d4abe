using Microsoft.ML.Trainers.Linear;

namespace Microsoft.ML.Trainers.Examples;

/// <summary>Examples as rows of (index, value) pairs, indices ascending within a row.</summary>
internal sealed class SparseExampleBlock(int featureCount) : ExampleBlock(featureCount)
{
    private const int MaximumStored = 1 << 22;

    private readonly List<int> _ends = [];
    private int[] _indices = new int[1024];
    private float[] _values = new float[1024];
    private int _stored;

    public bool IsFull => _stored >= MaximumStored;

    public void Append(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float label, float weight)
    {
        int end = _stored + values.Length;
        if (end > _values.Length)
        {
            int capacity = Math.Max(end, 2 * _values.Length);
            Array.Resize(ref _indices, capacity);
            Array.Resize(ref _values, capacity);
        }

        indices.CopyTo(_indices.AsSpan(_stored));
        values.CopyTo(_values.AsSpan(_stored));
        _stored = end;
        _ends.Add(end);
        AppendLabel(label, weight);
    }

    public override void Score(int start, int rows, ReadOnlySpan<float> weights, int outputs, Span<float> scores)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < outputs; k++)
                scores[(i * outputs) + k] = Dot(start + i, weights.Slice(k * FeatureCount, FeatureCount));
        }
    }

    public override void AddGradient(int start, int rows, ReadOnlySpan<float> factors, int outputs, Span<float> gradient)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < outputs; k++)
                AddTo(start + i, factors[(i * outputs) + k], gradient.Slice(k * FeatureCount, FeatureCount));
        }
    }

    public override float Dot(int row, ReadOnlySpan<float> weights)
    {
        float sum = 0;
        for (int p = Begin(row); p < _ends[row]; p++)
            sum += _values[p] * weights[_indices[p]];
        return sum;
    }

    public override void AddTo(int row, float factor, Span<float> target)
    {
        for (int p = Begin(row); p < _ends[row]; p++)
            target[_indices[p]] += factor * _values[p];
    }

    public override float SquaredNorm(int row)
    {
        float sum = 0;
        for (int p = Begin(row); p < _ends[row]; p++)
            sum += _values[p] * _values[p];
        return sum;
    }

    public override void AddToShrunk(int row, float factor, Span<float> sum, Span<float> weights, float threshold)
    {
        for (int p = Begin(row); p < _ends[row]; p++)
        {
            int index = _indices[p];
            sum[index] += factor * _values[p];
            weights[index] = SoftThreshold.Of(sum[index], threshold);
        }
    }

    private int Begin(int row) => row == 0 ? 0 : _ends[row - 1];
}
