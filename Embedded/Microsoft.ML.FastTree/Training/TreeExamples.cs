using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The training examples as trees take them: features in bins, labels, weights. Rows are binned as they are read.</summary>
internal sealed class TreeExamples : IExampleSink
{
    private readonly BinnedMatrixBuilder _builder;
    private readonly float[] _row;
    private readonly List<float> _labels = [];
    private readonly List<float> _weights = [];

    private TreeExamples(int width, int expectedRows, BinningOptions options)
    {
        _builder = new BinnedMatrixBuilder(width, expectedRows, options);
        _row = new float[width];
    }

    /// <summary>The number of examples.</summary>
    public int Count => _labels.Count;

    /// <summary>[<see cref="Count"/>]</summary>
    public float[] Labels => [.. _labels];

    /// <summary>Reads the rows whose features, label and weight are all finite; the others are skipped, with a warning.</summary>
    /// <exception cref="InvalidOperationException">No row is left.</exception>
    public static TreeExamples Read(IDataView data, string features, string label, string? weight, long? mostRows, IHost host, TreeOptions options)
    {
        int width = data.Schema[features].Type.ValueCount();
        int expected = (int)Math.Clamp(mostRows ?? 0, 0, Array.MaxLength);
        var examples = new TreeExamples(
            width, expected, new BinningOptions { MaximumBinCount = options.MaximumBinCountPerFeature, Division = BinDivision.Halved, Threads = options.NumberOfThreads ?? 0 });
        ExampleReader.ReadInto(
            examples, data, features, label, weight, host.Register("Converter"), "features", "All instances skipped due to missing features.", "InitBoundariesAndLabels");
        return examples;
    }

    /// <summary>Rows with the labels, or with targets made of them.</summary>
    public TrainingRows ToRows(float[]? targets = null) => new()
    {
        Features = _builder.Build(),
        Targets = targets ?? Labels,
        Weights = _weights.All(weight => weight == 1) ? default : _weights.ToArray(),
    };

    void IExampleSink.AddDense(ReadOnlySpan<float> values, float label, float weight)
    {
        _builder.AddRow(values);
        Add(label, weight);
    }

    void IExampleSink.AddSparse(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float label, float weight)
    {
        for (int i = 0; i < indices.Length; i++)
            _row[indices[i]] = values[i];
        _builder.AddRow(_row);
        foreach (int index in indices)
            _row[index] = 0;
        Add(label, weight);
    }

    private void Add(float label, float weight)
    {
        _labels.Add(label);
        _weights.Add(weight);
    }
}
