namespace Microsoft.ML.Trainers.Examples;

/// <summary>Consecutive training examples held in memory: features in a layout of the derived class, a label and a weight each.</summary>
internal abstract class ExampleBlock(int featureCount)
{
    private readonly List<float> _labels = [];
    private readonly List<float> _weights = [];

    public int FeatureCount { get; } = featureCount;

    /// <summary>The number of examples.</summary>
    public int Count => _labels.Count;

    public float GetLabel(int row) => _labels[row];

    public float GetWeight(int row) => _weights[row];

    /// <summary>scores[i, k] = Σⱼ x[start + i, j] · weights[k, j] for <paramref name="rows"/> examples from <paramref name="start"/>.</summary>
    /// <param name="weights">[outputs, features]</param>
    /// <param name="scores">[rows, outputs], overwritten.</param>
    public abstract void Score(int start, int rows, ReadOnlySpan<float> weights, int outputs, Span<float> scores);

    /// <summary>gradient[k, j] += Σᵢ factors[i, k] · x[start + i, j].</summary>
    /// <param name="factors">[rows, outputs]</param>
    /// <param name="gradient">[outputs, features], added to.</param>
    public abstract void AddGradient(int start, int rows, ReadOnlySpan<float> factors, int outputs, Span<float> gradient);

    /// <summary>x[row] · weights, for <paramref name="weights"/> of [features].</summary>
    public abstract float Dot(int row, ReadOnlySpan<float> weights);

    /// <summary>target += factor · x[row].</summary>
    public abstract void AddTo(int row, float factor, Span<float> target);

    /// <summary>‖x[row]‖².</summary>
    public abstract float SquaredNorm(int row);

    /// <summary>
    /// sum += factor · x[row] and, where x[row] is given, weights = sum shrunk toward 0 by <paramref name="threshold"/>.
    /// </summary>
    public abstract void AddToShrunk(int row, float factor, Span<float> sum, Span<float> weights, float threshold);

    protected void AppendLabel(float label, float weight)
    {
        _labels.Add(label);
        _weights.Add(weight);
    }
}
