using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Metrics;

/// <summary>
/// The metrics of one split: ML.NET's evaluators, their figures under the names that results use, and ours beside them. A metric that is
/// not defined for the split's rows is left out with a reason; the others stay.
/// </summary>
internal static class SplitMetrics
{
    private static readonly string[] Judged = [Columns.Label, Columns.Score, Columns.PredictedLabel, Columns.Probability];

    /// <summary>The metrics of predictions on one split. They are made once, however many figures read them.</summary>
    /// <exception cref="InvalidOperationException">A row has no finite score, or a class that no training row has.</exception>
    public static SplitFigures Of(MLContext ml, LearningTask task, string split, IDataView predictions)
    {
        predictions = ml.Data.Cache(predictions, [.. Judged.Where(name => predictions.Schema.GetColumnOrNull(name) is not null)]);
        RequireAllRows(task, split, predictions);
        IReadOnlyList<Figure> figures = task switch
        {
            LearningTask.Multiclass => Multiclass(ml, predictions),
            LearningTask.Binary => Binary(ml, predictions),
            _ => Regression(ml, predictions),
        };
        return new SplitFigures(
            predictions,
            [.. figures.Where(figure => figure.IsDefined).Select(figure => new MetricValue(split, figure.Metric, figure.Value))],
            [.. figures.Where(figure => !figure.IsDefined).Select(figure => new UndefinedMetric(split, figure.Metric, figure.Reason))]);
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

    private static Figure[] Multiclass(MLContext ml, IDataView predictions)
    {
        var metrics = ml.MulticlassClassification.Evaluate(predictions, Columns.Label, Columns.Score, Columns.PredictedLabel);
        return
        [
            new(Metric.Accuracy, metrics.MicroAccuracy),
            new(Metric.MacroAccuracy, metrics.MacroAccuracy),
            new(Metric.LogLoss, metrics.LogLoss),
            new(Metric.MacroF1, ImbalanceFigures.MacroF1(metrics.ConfusionMatrix)),
            new(Metric.Mcc, ImbalanceFigures.MatthewsCorrelation(metrics.ConfusionMatrix.Counts)),
            new(Metric.CalibrationError, CalibrationError.Of(LearningTask.Multiclass, predictions)),
        ];
    }

    private static Figure[] Binary(MLContext ml, IDataView predictions)
    {
        var counts = BinaryCounts.Of(predictions);
        if (predictions.Schema.GetColumnOrNull(Columns.Probability) is null)
        {
            return counts.Positives == 0 || counts.Negatives == 0
                ? OfOneClass(counts)
                : Discrimination(
                    ml.BinaryClassification.EvaluateNonCalibrated(predictions, Columns.Label, Columns.Score, Columns.PredictedLabel),
                    counts);
        }

        var calibration = new Figure(Metric.CalibrationError, CalibrationError.Of(LearningTask.Binary, predictions));
        if (counts.Positives == 0 || counts.Negatives == 0)
            return [.. OfOneClass(counts), LogLoss(counts.LogLoss, counts), calibration];
        var calibrated = ml.BinaryClassification.Evaluate(
            predictions, Columns.Label, Columns.Score, Columns.Probability, Columns.PredictedLabel);
        // ML.NET gives bits for a binary task, nats for a multiclass one.
        return [.. Discrimination(calibrated, counts), LogLoss(calibrated.LogLoss * Math.Log(2), counts), calibration];
    }

    private static Figure[] Discrimination(BinaryClassificationMetrics metrics, BinaryCounts counts) =>
    [
        new(Metric.Accuracy, metrics.Accuracy),
        new(Metric.Auc, metrics.AreaUnderRocCurve),
        new(Metric.Auprc, metrics.AreaUnderPrecisionRecallCurve),
        // ML.NET divides 0 by 0 where no row is predicted true.
        new(Metric.F1, double.IsFinite(metrics.F1Score) ? metrics.F1Score : counts.F1),
        new(Metric.Mcc, ImbalanceFigures.MatthewsCorrelation(metrics.ConfusionMatrix.Counts)),
    ];

    /// <summary>What can be said where all rows are true, or all false: ML.NET's evaluator then gives an error and no figure.</summary>
    private static Figure[] OfOneClass(BinaryCounts counts)
    {
        var why = counts.Positives == 0
            ? "none of the rows is of the positive class"
            : "none of the rows is of the negative class";
        return
        [
            new(Metric.Accuracy, counts.Accuracy),
            new(Metric.Auc, double.NaN, $"{why}, and the ROC curve needs rows of both"),
            new(Metric.Auprc, double.NaN, $"{why}, and the precision-recall curve needs rows of both"),
            new(
                Metric.F1, counts.F1,
                "none of the rows is of the positive class or predicted so, and the F1 score divides by their number"),
            new(Metric.Mcc, ImbalanceFigures.MatthewsCorrelation(counts.Matrix)),
        ];
    }

    private static Figure LogLoss(double value, BinaryCounts counts) => new(
        Metric.LogLoss, value, $"{counts.Impossible} of the {counts.Rows} rows have the probability 0 for their class: it is infinite");

    private static Figure[] Regression(MLContext ml, IDataView predictions)
    {
        var metrics = ml.Regression.Evaluate(predictions, Columns.Label, Columns.Score);
        return
        [
            new(Metric.Mae, metrics.MeanAbsoluteError),
            new(Metric.Rmse, metrics.RootMeanSquaredError),
            RSquared(metrics, predictions),
        ];
    }

    /// <summary>
    /// 1 − squared error / variance of the labels, the variance in a second pass over them: ML.NET's own figure takes it from sums of
    /// squares, which lose their digits when labels are far from 0.
    /// </summary>
    private static Figure RSquared(RegressionMetrics metrics, IDataView predictions)
    {
        double[] labels = [.. predictions.GetColumn<float>(Columns.Label).Select(label => (double)label)];
        var mean = labels.Average();
        var variance = labels.Sum(label => (label - mean) * (label - mean)) / labels.Length;
        return variance > 0
            ? new Figure(Metric.R2, 1 - (metrics.MeanSquaredError / variance))
            : new Figure(Metric.R2, double.NaN, $"all labels are {labels[0]}: there is no variance to explain");
    }

    /// <summary>A metric of the split.</summary>
    /// <param name="Metric">Its name.</param>
    /// <param name="Value">Its value; NaN or infinite where it is not defined.</param>
    /// <param name="Reason">Why it is not defined, where it is not.</param>
    private readonly record struct Figure(string Metric, double Value, string Reason = "its value is not a finite number")
    {
        public bool IsDefined => double.IsFinite(Value);
    }
}

/// <summary>What is known of predictions on one split.</summary>
/// <param name="Rows">The predictions, in memory.</param>
/// <param name="Values">The metrics that are defined.</param>
/// <param name="Undefined">The others, with reasons.</param>
internal sealed record SplitFigures(
    IDataView Rows, IReadOnlyList<MetricValue> Values, IReadOnlyList<UndefinedMetric> Undefined);
