using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>What a trained learner predicts for the rows of a split, in their order.</summary>
/// <param name="Split">The split's name.</param>
/// <param name="Width">Numbers of each row: the probability of each class, by class number; or 1, the predicted number.</param>
/// <param name="Values">[rows, width].</param>
public sealed record SplitPredictions(string Split, int Width, IReadOnlyList<float> Values)
{
    /// <summary>How far the sum of a row's probabilities may be from 1.</summary>
    private const double SumTolerance = 0.01;

    /// <summary>Reads the predictions of a split's rows.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="split">The split's name.</param>
    /// <param name="predictions">The rows with the learner's output columns.</param>
    /// <returns>Null for a learner of classes that gives no probabilities.</returns>
    internal static SplitPredictions? Of(DataSet data, string split, IDataView predictions) => data.Task switch
    {
        LearningTask.Multiclass => OfClasses(data.ClassCount, split, predictions),
        LearningTask.Binary when predictions.Schema.GetColumnOrNull(Columns.Probability) is null => null,
        LearningTask.Binary => new(
            split, 2, [.. predictions.GetColumn<float>(Columns.Probability).SelectMany(share => new[] { 1 - share, share })]),
        _ => new(split, 1, [.. predictions.GetColumn<float>(Columns.Score)]),
    };

    /// <summary>Keys are of the classes of the rows that were trained on; the others get 0.</summary>
    private static SplitPredictions? OfClasses(int classes, string split, IDataView predictions)
    {
        var places = TrainedClasses.Of(predictions);
        var values = new List<float>();
        foreach (var scores in predictions.GetColumn<float[]>(Columns.Score))
        {
            var sum = scores.Sum(score => (double)score);
            if (scores.Length != places.Length || !(Math.Abs(sum - 1) <= SumTolerance) || Array.Exists(scores, score => !(score >= 0)))
                return null;
            var row = new float[classes];
            for (var i = 0; i < scores.Length; i++)
                row[places[i]] = (float)Math.Min(scores[i] / sum, 1);
            values.AddRange(row);
        }

        return new(split, classes, values);
    }
}
