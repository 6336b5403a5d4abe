using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>What a trained learner says of each test row, beside the row's label.</summary>
/// <param name="AreClasses">Whether these are numbers of classes, from 0; else they are the numbers that are learned.</param>
/// <param name="Labels">[rows]</param>
/// <param name="Predicted">[rows]; NaN for a class that the learner does not say.</param>
public sealed record RowOutcomes(bool AreClasses, IReadOnlyList<float> Labels, IReadOnlyList<float> Predicted)
{
    /// <summary>
    /// What is counted of each row, so that its mean is the figure: 1 where the class is right and else 0, or the squared error.
    /// </summary>
    public float[] Scores() => [.. Labels.Zip(
        Predicted, (label, predicted) => AreClasses ? (label == predicted ? 1f : 0f) : (predicted - label) * (predicted - label))];

    /// <summary>Reads the outcomes of the test rows.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="predictions">The rows with the learner's output columns.</param>
    internal static RowOutcomes Of(DataSet data, IDataView predictions) => data.Task switch
    {
        LearningTask.Multiclass => OfClasses(predictions),
        LearningTask.Binary => new(true, Truths(predictions, Columns.Label), Truths(predictions, Columns.PredictedLabel)),
        _ => new(false, [.. predictions.GetColumn<float>(Columns.Label)], [.. predictions.GetColumn<float>(Columns.Score)]),
    };

    private static float[] Truths(IDataView rows, string column) => [.. rows.GetColumn<bool>(column).Select(truth => truth ? 1f : 0f)];

    private static RowOutcomes OfClasses(IDataView predictions)
    {
        var places = TrainedClasses.Of(predictions);
        return new(true, Classes(Columns.Label), Classes(Columns.PredictedLabel));

        float[] Classes(string column) =>
            [.. predictions.GetColumn<uint>(column).Select(key => key == 0 || key > places.Length ? float.NaN : places[key - 1])];
    }
}
