using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Scores the row under a cursor: reads its features, runs the network once a position whatever the number of columns
/// asked for, and keeps the scores. A row with a missing (NaN) or infinite feature has NaN scores, ML.NET's missing value.
/// </summary>
internal sealed class RowScorer
{
    private readonly DataViewRow _input;
    private readonly NetworkModel _model;
    private readonly ValueGetter<VBuffer<float>> _getter;
    private readonly float[] _scores;
    private float[] _dense;
    private VBuffer<float> _features;
    private long _position = -1;

    public RowScorer(DataViewRow input, DataViewSchema.Column features, NetworkModel model)
    {
        _input = input;
        _model = model;
        _getter = input.GetGetter<VBuffer<float>>(features);
        _scores = new float[model.OutputCount];
        _dense = [];
    }

    /// <summary>The scores of the current row, one an output; overwritten when the cursor moves on.</summary>
    public ReadOnlySpan<float> Scores
    {
        get
        {
            if (_position != _input.Position || _position < 0) Score();
            return _scores;
        }
    }

    /// <summary>Reads the first, or only, score.</summary>
    public static ValueGetter<float> FirstScore(RowScorer scorer) => (ref float value) => value = scorer.Scores[0];

    private void Score()
    {
        _getter(ref _features);
        if (_features.Length != _model.FeatureCount)
            throw new InvalidOperationException(
                $"The network was trained on {_model.FeatureCount} features, but the row at position {_input.Position} has {_features.Length}.");

        var x = Dense();
        if (TensorPrimitives.IsFiniteAll(x)) _model.Predict(x, _scores);
        else Array.Fill(_scores, float.NaN);
        _position = _input.Position;
    }

    private ReadOnlySpan<float> Dense()
    {
        if (_features.IsDense) return _features.GetValues();
        if (_dense.Length != _features.Length) _dense = new float[_features.Length];
        _features.CopyTo(_dense);
        return _dense;
    }
}
