using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.Experiments.Explaining;

/// <summary>Rows of a table with their labels, and how wrong a prediction is for each.</summary>
/// <param name="Rows">The rows, each a dictionary from column names to texts.</param>
/// <param name="Label">The label's column.</param>
public sealed record LabelledRecords(IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows, string Label)
{
    /// <summary>The least probability that counts, so that one sure mistake does not decide everything.</summary>
    private const double LeastProbability = 1e-6;

    /// <summary>
    /// How wrong a prediction is for a row. Of a number the squared error; of a class −ln of the true one's probability (one below 1e-6
    /// counts as 1e-6), or 1 for the wrong class and 0 for the right one where the scores are no probabilities.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="prediction">What is predicted for it, or for a change of it.</param>
    /// <exception cref="InvalidDataException">The row has no label, or one that the pipeline does not know.</exception>
    public double Loss(IReadOnlyDictionary<string, object?> row, RecordPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(prediction);
        var label = row.TryGetValue(Label, out var found) ? found as string : null;
        if (prediction.Label is null)
        {
            var difference = Number(label) - prediction.Value!.Value;
            return difference * difference;
        }

        if (!AreProbabilities(prediction))
            return prediction.Label == label ? 0 : 1;
        foreach (var score in prediction.Scores)
        {
            if (score.Label == label)
                return -Math.Log(Math.Max(score.Score, LeastProbability));
        }

        throw new InvalidDataException(
            $"The column '{Label}' has the class '{label}', which the pipeline does not know: it knows "
                + $"{string.Join(", ", prediction.Scores.Select(score => $"'{score.Label}'"))}.");
    }

    /// <summary>Whether the scores of a prediction are probabilities.</summary>
    public static bool AreProbabilities(RecordPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return prediction.Scores.Count > 0 && prediction.Scores.All(score => score.Score is >= 0 and <= 1)
            && Math.Abs(prediction.Scores.Sum(score => (double)score.Score) - 1) < 1e-3;
    }

    private double Number(string? label) =>
        double.TryParse(label, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : throw new InvalidDataException($"The column '{Label}' has '{label}' where the pipeline predicts a number.");
}
