using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Rows on which training is watched: their features as they are, their labels, and their scores so far.</summary>
internal sealed class WatchedRows : IExampleSink
{
    private readonly List<float[]> _rows = [];
    private readonly List<float> _labels = [];
    private readonly List<double> _scores = [];
    private readonly int _width;

    private WatchedRows(int width)
    {
        _width = width;
    }

    /// <summary>The number of rows.</summary>
    public int Count => _labels.Count;

    /// <summary>Reads the rows whose features and label are finite.</summary>
    /// <exception cref="InvalidOperationException">No row is left.</exception>
    public static WatchedRows Read(IDataView data, string features, string label, IHost host)
    {
        var rows = new WatchedRows(data.Schema[features].Type.ValueCount());
        ExampleReader.ReadInto(rows, data, features, label, null, host, "features", "All instances skipped due to missing features.");
        return rows;
    }

    /// <summary>Adds a tree's values to the scores.</summary>
    public void Add(Tree tree)
    {
        for (int row = 0; row < _rows.Count; row++)
            _scores[row] += tree.Predict(_rows[row]);
    }

    /// <summary>The mean error of the scores, from a function of score and label.</summary>
    public double MeanError(Func<double, float, double> error)
    {
        double sum = 0;
        for (int row = 0; row < _labels.Count; row++)
            sum += error(_scores[row], _labels[row]);
        return sum / _labels.Count;
    }

    void IExampleSink.AddDense(ReadOnlySpan<float> values, float label, float weight) => Add(values.ToArray(), label);

    void IExampleSink.AddSparse(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float label, float weight)
    {
        float[] row = new float[_width];
        for (int i = 0; i < indices.Length; i++)
            row[indices[i]] = values[i];
        Add(row, label);
    }

    private void Add(float[] row, float label)
    {
        _rows.Add(row);
        _labels.Add(label);
        _scores.Add(0);
    }
}
