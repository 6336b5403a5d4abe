namespace Microsoft.ML.Trainers.Examples;

/// <summary>
/// The training examples of one fit, in their order, as blocks of dense or sparse rows: rows come to a trainer once and are gone
/// over many times. A sparse row with at least a quarter of its values present is kept dense.
/// </summary>
internal sealed class ExampleSet(int featureCount) : IExampleSink
{
    private const int DenseBlockBytes = 4 << 20;

    private readonly List<ExampleBlock> _blocks = [];

    public int FeatureCount { get; } = featureCount;

    public IReadOnlyList<ExampleBlock> Blocks => _blocks;

    /// <summary>The number of examples.</summary>
    public int Count { get; private set; }

    /// <summary>Σ weight.</summary>
    public double WeightSum { get; private set; }

    public void AddDense(ReadOnlySpan<float> values, float label, float weight)
    {
        DenseExampleBlock block = DenseBlock();
        values.CopyTo(block.NextRow);
        block.Append(label, weight);
        Register(weight);
    }

    public void AddSparse(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float label, float weight)
    {
        if (4L * values.Length >= FeatureCount)
        {
            DenseExampleBlock block = DenseBlock();
            Span<float> row = block.NextRow;
            row.Clear();
            for (int p = 0; p < values.Length; p++)
                row[indices[p]] = values[p];
            block.Append(label, weight);
        }
        else
        {
            SparseBlock().Append(indices, values, label, weight);
        }

        Register(weight);
    }

    private DenseExampleBlock DenseBlock()
    {
        if (_blocks.Count > 0 && _blocks[^1] is DenseExampleBlock { IsFull: false } last)
            return last;
        int capacity = Math.Clamp(DenseBlockBytes / (sizeof(float) * Math.Max(1, FeatureCount)), 1, 1 << 16);
        var block = new DenseExampleBlock(FeatureCount, capacity);
        _blocks.Add(block);
        return block;
    }

    private SparseExampleBlock SparseBlock()
    {
        if (_blocks.Count > 0 && _blocks[^1] is SparseExampleBlock { IsFull: false } last)
            return last;
        var block = new SparseExampleBlock(FeatureCount);
        _blocks.Add(block);
        return block;
    }

    private void Register(float weight)
    {
        Count++;
        WeightSum += weight;
    }
}
