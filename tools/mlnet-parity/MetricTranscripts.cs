using Microsoft.ML.Data;

namespace MlPipelines.MLNetParity;

/// <summary>Metrics in transcripts.</summary>
internal static class MetricTranscripts
{
    public static void Add(this Transcript transcript, string name, BinaryClassificationMetrics metrics)
    {
        transcript.Add($"{name}.Accuracy", metrics.Accuracy);
        transcript.Add($"{name}.AreaUnderRocCurve", metrics.AreaUnderRocCurve);
        transcript.Add($"{name}.AreaUnderPrecisionRecallCurve", metrics.AreaUnderPrecisionRecallCurve);
        transcript.Add($"{name}.F1Score", metrics.F1Score);
        transcript.Add($"{name}.PositivePrecision", metrics.PositivePrecision);
        transcript.Add($"{name}.PositiveRecall", metrics.PositiveRecall);
        transcript.Add($"{name}.NegativePrecision", metrics.NegativePrecision);
        transcript.Add($"{name}.NegativeRecall", metrics.NegativeRecall);
        if (metrics is CalibratedBinaryClassificationMetrics calibrated)
        {
            transcript.Add($"{name}.LogLoss", calibrated.LogLoss);
            transcript.Add($"{name}.LogLossReduction", calibrated.LogLossReduction);
            transcript.Add($"{name}.Entropy", calibrated.Entropy);
        }
        transcript.Add(name, metrics.ConfusionMatrix);
    }

    public static void Add(this Transcript transcript, string name, MulticlassClassificationMetrics metrics)
    {
        transcript.Add($"{name}.MicroAccuracy", metrics.MicroAccuracy);
        transcript.Add($"{name}.MacroAccuracy", metrics.MacroAccuracy);
        transcript.Add($"{name}.LogLoss", metrics.LogLoss);
        transcript.Add($"{name}.LogLossReduction", metrics.LogLossReduction);
        transcript.Add($"{name}.TopKPredictionCount", metrics.TopKPredictionCount);
        transcript.Add($"{name}.TopKAccuracy", metrics.TopKAccuracy);
        foreach (var loss in metrics.PerClassLogLoss)
            transcript.Add($"{name}.PerClassLogLoss", loss);
        foreach (var accuracy in metrics.TopKAccuracyForAllK ?? [])
            transcript.Add($"{name}.TopKAccuracyForAllK", accuracy);
        transcript.Add(name, metrics.ConfusionMatrix);
    }

    public static void Add(this Transcript transcript, string name, RegressionMetrics metrics)
    {
        transcript.Add($"{name}.MeanAbsoluteError", metrics.MeanAbsoluteError);
        transcript.Add($"{name}.MeanSquaredError", metrics.MeanSquaredError);
        transcript.Add($"{name}.RootMeanSquaredError", metrics.RootMeanSquaredError);
        transcript.Add($"{name}.LossFunction", metrics.LossFunction);
        transcript.Add($"{name}.RSquared", metrics.RSquared);
    }

    private static void Add(this Transcript transcript, string name, ConfusionMatrix matrix)
    {
        transcript.Add($"{name}.ConfusionMatrix", matrix.GetFormattedConfusionTable());
        foreach (var row in matrix.Counts)
        {
            foreach (var count in row)
                transcript.Add($"{name}.Counts", count);
        }
    }
}
