using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance.Outputs;

/// <summary>What every prediction must be, whatever was learned.</summary>
internal static class NormalOutputs
{
    /// <summary>
    /// Why predictions are not normal; null where they are: there is one for each row, all numbers are finite, no key is missing, and a
    /// column <c>Probability</c> is in [0, 1].
    /// </summary>
    public static string? WhyNot(Predictions predictions, int rows)
    {
        if (predictions.Count != rows)
            return $"{predictions.Count} predictions came for {rows} rows";
        if (predictions.Columns.Count == 0)
            return "no column was added";
        return predictions.Columns.Select(WhyNot).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Why the columns are not those of the task; null where they are.</summary>
    public static string? WhyNotOfTask(Predictions predictions, ConformanceTask task, int classes)
    {
        var score = Find(predictions, "Score");
        var predicted = Find(predictions, "PredictedLabel");
        if (score is null)
            return $"there is no column Score among {Names(predictions)}";
        var scores = task == ConformanceTask.Multiclass ? classes : 1;
        if (score.Numbers.Any(row => row.Length != scores))
            return $"Score has {score.Numbers[0].Length} values where {scores} were expected";
        if (task == ConformanceTask.Regression)
            return null;
        if (predicted is null)
            return $"there is no column PredictedLabel among {Names(predictions)}";
        var isRight = task == ConformanceTask.Binary ? !predicted.IsKey && predicted.Type.RawType == typeof(bool) : predicted.IsKey;
        return isRight ? null : $"PredictedLabel is {predicted.Type}";
    }

    private static string? WhyNot(PredictedColumn column)
    {
        for (var row = 0; row < column.Numbers.Length; row++)
        {
            foreach (var value in column.Numbers[row])
            {
                if (!double.IsFinite(value))
                    return $"{column.Name} of row {row} is {value}";
                if (column.IsKey && value < 1)
                    return $"{column.Name} of row {row} is the missing key";
                if (column.Name == "Probability" && value is < 0 or > 1)
                    return $"{column.Name} of row {row} is {value}, outside [0, 1]";
            }
        }

        return null;
    }

    private static PredictedColumn? Find(Predictions predictions, string name) =>
        predictions.Columns.LastOrDefault(column => column.Name == name);

    private static string Names(Predictions predictions) => string.Join(", ", predictions.Columns.Select(column => column.Name));
}
