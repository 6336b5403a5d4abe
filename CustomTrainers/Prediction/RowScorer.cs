using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Kernels;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Scores the row under a cursor: reads its features, runs the model once a position whatever the number of columns asked for, and keeps
/// the scores. A row that the model cannot score is refused: a score of NaN beside a predicted label would pass for an answer.
/// </summary>
internal sealed class RowScorer : IRowScores
{
    private readonly DataViewRow _input;
    private readonly TrainedModel _model;
    private readonly DataViewSchema.Column _column;
    private readonly IReadOnlyList<DataViewSchema.Column> _categoryColumns;
    private readonly int _width;
    private readonly ValueGetter<VBuffer<float>> _getter;
    private readonly Func<float>[] _categories;
    private readonly float[] _scores;
    private float[] _dense;
    private VBuffer<float> _features;
    private long _position = -1;

    /// <param name="input">The row, or the cursor that moves over rows.</param>
    /// <param name="features">The column of features.</param>
    /// <param name="categories">Columns of keys whose categories follow the features.</param>
    /// <param name="model">The model.</param>
    public RowScorer(DataViewRow input, DataViewSchema.Column features, IReadOnlyList<DataViewSchema.Column> categories, TrainedModel model)
    {
        _input = input;
        _model = model;
        _column = features;
        _categoryColumns = categories;
        _width = model.FeatureCount - categories.Count;
        _getter = input.GetGetter<VBuffer<float>>(features);
        _categories = [.. categories.Select((column, i) => model.CategoryReader(input, column, i))];
        _scores = new float[model.OutputCount];
        _dense = [];
    }

    /// <summary>The scores of the current row, one an output; overwritten when the cursor moves on.</summary>
    /// <exception cref="InvalidOperationException">The row has no score: a feature is missing or infinite, or too large.</exception>
    public ReadOnlySpan<float> Scores
    {
        get
        {
            if (_position != _input.Position || _position < 0)
                Score();
            return _scores;
        }
    }

    private void Score()
    {
        _getter(ref _features);
        if (_features.Length != _width)
        {
            throw new InvalidOperationException(
                $"The model was trained on {_width} features, but the row at position {_input.Position} has {_features.Length}.");
        }

        var x = Dense();
        if (!_model.CanScore(x))
            throw IRowModel.Refusal($"The row at position {_input.Position}", x, Slot);
        _model.Predict(x, _scores);
        if (!FiniteValues.All(_scores))
            throw IRowModel.Overflow($"The row at position {_input.Position}", x, Array.Find(_scores, s => !float.IsFinite(s)), Slot);
        _position = _input.Position;
    }

    private string Slot(int slot) => slot < _width
        ? $"{SlotNames.Words(_column, slot)} of column '{_column.Name}'"
        : $"column '{_categoryColumns[slot - _width].Name}'";

    private ReadOnlySpan<float> Dense()
    {
        if (_features.IsDense && _categories.Length == 0)
            return _features.GetValues();
        if (_dense.Length != _model.FeatureCount)
            _dense = new float[_model.FeatureCount];
        _features.CopyTo(_dense);
        for (var i = 0; i < _categories.Length; i++)
            _dense[_width + i] = _categories[i]();
        return _dense;
    }
}
