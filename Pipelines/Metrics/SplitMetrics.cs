using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Metrics;

/// <summary>The metrics of one split: ML.NET's evaluators, their figures under the names that results use, and ours beside them.</summary>
internal static class SplitMetrics
{
    private static readonly string[] Judged = [Columns.Label, Columns.Score, Columns.PredictedLabel, Columns.Probability];

    /// <summary>The metrics of predictions on one split. They are made once, however many figures read them.</summary>
    public static IEnumerable<MetricValue> Of(MLContext ml, LearningTask task, string split, IDataView predictions)
    {
        predictions = ml.Data.Cache(predictions, [.. Judged.Where(name => predictions.Schema.GetColumnOrNull(name) is not null)]);
        IReadOnlyList<(string Metric, double Value)> figures = task switch
        {
            LearningTask.Multiclass => Multiclass(ml, predictions),
            LearningTask.Binary => Binary(ml, predictions),
            _ => Regression(ml, predictions),
        };
        RequireAllRows(task, split, predictions);
        return figures.Select(figure => new MetricValue(split, figure.Metric, figure.Value));
    }

    /// <summary>
    /// ML.NET's evaluators leave out rows with a missing label or a score that is not finite, and say so nowhere: figures over some of the
    /// rows would stand beside those over all.
    /// </summary>
    private static void RequireAllRows(LearningTask task, string split, IDataView predictions)
    {
        var (rows, judged) = task == LearningTask.Multiclass ? CountMulticlass(predictions) : CountScores(predictions);
        if (judged < rows)
        {
            throw new InvalidOperationException(
                $"{rows - judged} of the {rows} {split} rows cannot be judged: they have no finite score, "
                    + "or a class that no training row has.");
        }
    }

    private static (long Rows, long Judged) CountMulticlass(IDataView predictions)
    {
        long rows = 0, judged = 0;
        var (label, score) = (predictions.Schema[Columns.Label], predictions.Schema[Columns.Score]);
        using var cursor = predictions.GetRowCursor([label, score]);
        var (getLabel, getScore) = (cursor.GetGetter<uint>(label), cursor.GetGetter<VBuffer<float>>(score));
        uint key = 0;
        VBuffer<float> scores = default;
        for (; cursor.MoveNext(); rows++)
        {
            getLabel(ref key);
            getScore(ref scores);
            if (key > 0 && FiniteValues.All(scores.GetValues()))
                judged++;
        }

        return (rows, judged);
    }

    private static (long Rows, long Judged) CountScores(IDataView predictions)
    {
        long rows = 0, judged = 0;
        foreach (var score in predictions.GetColumn<float>(Columns.Score))
        {
            rows++;
            judged += float.IsFinite(score) ? 1 : 0;
        }

        return (rows, judged);
    }

    private static (string, double)[] Multiclass(MLContext ml, IDataView predictions)
    {
        var metrics = ml.MulticlassClassification.Evaluate(predictions, Columns.Label, Columns.Score, Columns.PredictedLabel);
        return
        [
            (Metric.Accuracy, metrics.MicroAccuracy),
            (Metric.MacroAccuracy, metrics.MacroAccuracy),
            (Metric.LogLoss, metrics.LogLoss),
            (Metric.MacroF1, ImbalanceFigures.MacroF1(metrics.ConfusionMatrix)),
            (Metric.Mcc, ImbalanceFigures.MatthewsCorrelation(metrics.ConfusionMatrix)),
            (Metric.CalibrationError, CalibrationError.Of(LearningTask.Multiclass, predictions)),
        ];
    }

    private static (string, double)[] Binary(MLContext ml, IDataView predictions)
    {
        if (predictions.Schema.GetColumnOrNull(Columns.Probability) is null)
        {
            var metrics = ml.BinaryClassification.EvaluateNonCalibrated(predictions, Columns.Label, Columns.Score, Columns.PredictedLabel);
            return Discrimination(metrics);
        }

        var calibrated = ml.BinaryClassification.Evaluate(
            predictions, Columns.Label, Columns.Score, Columns.Probability, Columns.PredictedLabel);
        return
        [
            .. Discrimination(calibrated),
            (Metric.LogLoss, calibrated.LogLoss * Math.Log(2)), // ML.NET gives bits for a binary task, nats for a multiclass one
            (Metric.CalibrationError, CalibrationError.Of(LearningTask.Binary, predictions)),
        ];
    }

    private static (string, double)[] Discrimination(BinaryClassificationMetrics metrics) =>
    [
        (Metric.Accuracy, metrics.Accuracy),
        (Metric.Auc, metrics.AreaUnderRocCurve),
        (Metric.Auprc, metrics.AreaUnderPrecisionRecallCurve),
        (Metric.F1, metrics.F1Score),
        (Metric.Mcc, ImbalanceFigures.MatthewsCorrelation(metrics.ConfusionMatrix)),
    ];

    private static (string, double)[] Regression(MLContext ml, IDataView predictions)
    {
        var metrics = ml.Regression.Evaluate(predictions, Columns.Label, Columns.Score);
        return
        [
            (Metric.Mae, metrics.MeanAbsoluteError),
            (Metric.Rmse, metrics.RootMeanSquaredError),
            (Metric.R2, RSquared(metrics, predictions)),
        ];
    }

    /// <summary>
    /// 1 − squared error / variance of the labels, the variance in a second pass over them: ML.NET's own figure takes it from sums of
    /// squares, which lose their digits when labels are far from 0.
    /// </summary>
    private static double RSquared(RegressionMetrics metrics, IDataView predictions)
    {
        double[] labels = [.. predictions.GetColumn<float>(Columns.Label).Select(label => (double)label)];
        var mean = labels.Average();
        var variance = labels.Sum(label => (label - mean) * (label - mean)) / labels.Length;
        return variance > 0 ? 1 - (metrics.MeanSquaredError / variance) : metrics.RSquared;
    }
}
