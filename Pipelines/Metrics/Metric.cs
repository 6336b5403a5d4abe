
namespace MlPipelines.Pipelines.Metrics;

/// <summary>Names of the metrics in results; figures of ML.NET's evaluators, and a few of our own beside them.</summary>
public static class Metric
{
    /// <summary>Share of rows whose predicted class is right (multiclass: micro accuracy).</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Mean over the classes of the share of their rows that are right.</summary>
    public const string MacroAccuracy = "macro-accuracy";

    /// <summary>Mean negative natural logarithm of the probability given to the right class.</summary>
    public const string LogLoss = "log-loss";

    /// <summary>What a training lowers, as its history has it: for classes <see cref="LogLoss"/>, for numbers the squared error.</summary>
    public const string Loss = "loss";

    /// <summary>Area under the receiver operating characteristic.</summary>
    public const string Auc = "auc";

    /// <summary>Harmonic mean of precision and recall of the positive class.</summary>
    public const string F1 = "f1";

    /// <summary>Mean over the classes of the harmonic mean of precision and recall.</summary>
    public const string MacroF1 = "macro-f1";

    /// <summary>Matthews' correlation coefficient of actual and predicted classes.</summary>
    public const string Mcc = "mcc";

    /// <summary>Expected calibration error: distance between the probability of the predicted class and its accuracy.</summary>
    public const string CalibrationError = "calibration-error";

    /// <summary>Area under the precision-recall curve.</summary>
    public const string Auprc = "auprc";

    /// <summary>Mean absolute error, in the label's unit.</summary>
    public const string Mae = "mae";

    /// <summary>Root of the mean squared error, in the label's unit.</summary>
    public const string Rmse = "rmse";

    /// <summary>Coefficient of determination, 1 minus squared error over the label's variance.</summary>
    public const string R2 = "r2";

    /// <summary>Every metric of a split after a fit, those of classes first.</summary>
    public static IReadOnlyList<string> All { get; } = [
        Accuracy, MacroAccuracy, LogLoss, Auc, Auprc, F1, MacroF1, Mcc, CalibrationError, Mae, Rmse, R2];

    /// <summary>Whether a lower value is better.</summary>
    public static bool LowerIsBetter(string metric) => metric is LogLoss or Mae or Rmse or CalibrationError;

    /// <summary>The values that a metric can have at all.</summary>
    public static (double Least, double Most) RangeOf(string metric) => metric switch
    {
        LogLoss or Loss or Mae or Rmse => (0, double.PositiveInfinity),
        R2 => (double.NegativeInfinity, 1),
        Mcc => (-1, 1),
        Accuracy or MacroAccuracy or Auc or Auprc or F1 or MacroF1 or CalibrationError => (0, 1),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };
}

/// <summary>One metric on one split.</summary>
/// <param name="Split">The split's name, see <see cref="Metrics.Split"/>.</param>
/// <param name="Metric">The metric's name, see <see cref="Metrics.Metric"/>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct MetricValue(string Split, string Metric, double Value);

/// <summary>One metric that a split does not have: its value is not defined for these rows, or infinite.</summary>
/// <param name="Split">The split's name, see <see cref="Metrics.Split"/>.</param>
/// <param name="Metric">The metric's name, see <see cref="Metrics.Metric"/>.</param>
/// <param name="Reason">Why, in words that begin in lower case and end without a full stop.</param>
public readonly record struct UndefinedMetric(string Split, string Metric, string Reason);

/// <summary>One metric of one split at one moment of a fit.</summary>
/// <param name="Epoch">Passes over the training rows begun so far, from 1; 0 is before the first update. Rounds of boosted trees.</param>
/// <param name="Iteration">Updates done so far.</param>
/// <param name="Split">One of <see cref="Metrics.Split.All"/>.</param>
/// <param name="Metric">The metric's name, such as <c>loss</c> or <c>accuracy</c>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct HistoryPoint(int Epoch, long Iteration, string Split, string Metric, double Value);

/// <summary>Names of the splits in results.</summary>
public static class Split
{
    /// <summary>The rows that a learner is fitted on.</summary>
    public const string Train = "train";

    /// <summary>The rows that settings are chosen on.</summary>
    public const string Validation = "validation";

    /// <summary>The rows that are only reported on.</summary>
    public const string Test = "test";

    /// <summary>More rows that are only reported on, none of which is in <see cref="Test"/>; evaluated after the fit alone.</summary>
    public const string LargeTest = "large-test";

    /// <summary>The splits that a fit may evaluate along the way.</summary>
    public static IReadOnlyList<string> All { get; } = [Train, Validation, Test];

    /// <summary>Every split that results can have, in the order in which they show them.</summary>
    public static IReadOnlyList<string> Reported { get; } = [.. All, LargeTest];
}
