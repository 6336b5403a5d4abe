using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Metrics;

/// <summary>
/// Expected calibration error (Naeini et al. 2015; Guo et al. 2017): rows are put in 15 bins of equal width by the probability of the
/// predicted class; the error is the mean over the rows of the distance between a bin's mean probability and its accuracy.
/// </summary>
internal sealed class CalibrationError
{
    private const int Bins = 15;

    private readonly double[] _probability = new double[Bins];
    private readonly long[] _right = new long[Bins];
    private readonly long[] _count = new long[Bins];

    /// <summary>The error so far, NaN without rows.</summary>
    public double Value
    {
        get
        {
            var total = _count.Sum();
            double sum = 0;
            for (var bin = 0; bin < Bins; bin++)
                sum += Math.Abs(_probability[bin] - _right[bin]);
            return total == 0 ? double.NaN : sum / total;
        }
    }

    /// <summary>Of predictions with class probabilities in <c>Score</c> (multiclass) or with <c>Probability</c> (binary).</summary>
    public static double Of(LearningTask task, IDataView predictions)
    {
        var error = new CalibrationError();
        if (task == LearningTask.Multiclass)
            error.AddMulticlass(predictions);
        else
            error.AddBinary(predictions);
        return error.Value;
    }

    /// <summary>Adds a row; one whose probability is not a number does not count.</summary>
    public void Add(double probability, bool right)
    {
        if (double.IsNaN(probability))
            return;
        var bin = Math.Clamp((int)(probability * Bins), 0, Bins - 1);
        _probability[bin] += probability;
        _right[bin] += right ? 1 : 0;
        _count[bin]++;
    }

    private void AddMulticlass(IDataView predictions)
    {
        var schema = predictions.Schema;
        using var cursor = predictions.GetRowCursor([schema[Columns.Label], schema[Columns.Score], schema[Columns.PredictedLabel]]);
        var getLabel = cursor.GetGetter<uint>(schema[Columns.Label]);
        var getPredicted = cursor.GetGetter<uint>(schema[Columns.PredictedLabel]);
        var getScore = cursor.GetGetter<VBuffer<float>>(schema[Columns.Score]);
        uint label = 0, predicted = 0;
        VBuffer<float> scores = default;
        while (cursor.MoveNext())
        {
            getLabel(ref label);
            getPredicted(ref predicted);
            getScore(ref scores);
            if (predicted > 0)
                Add(scores.GetItemOrDefault((int)predicted - 1), predicted == label);
        }
    }

    private void AddBinary(IDataView predictions)
    {
        var schema = predictions.Schema;
        using var cursor = predictions.GetRowCursor([schema[Columns.Label], schema[Columns.Probability], schema[Columns.PredictedLabel]]);
        var getLabel = cursor.GetGetter<bool>(schema[Columns.Label]);
        var getPredicted = cursor.GetGetter<bool>(schema[Columns.PredictedLabel]);
        var getProbability = cursor.GetGetter<float>(schema[Columns.Probability]);
        bool label = false, predicted = false;
        float probability = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref label);
            getPredicted(ref predicted);
            getProbability(ref probability);
            Add(predicted ? probability : 1 - probability, predicted == label);
        }
    }
}
