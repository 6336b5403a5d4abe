using Microsoft.ML;
using MlPipelines.Data;

namespace MlPipelines.Pipelines.Harness;

/// <summary>What a trained learner says at places of a grid or a line.</summary>
internal static class GridPredictions
{
    /// <summary>For each place the class, counted from 0, or the number.</summary>
    /// <exception cref="InvalidOperationException">The data do not have the features of the places.</exception>
    public static IReadOnlyList<float> Of(PredictionPlaces places, DataSet data, ITransformer preprocessing, ITransformer model)
    {
        if (data.Train.FeatureCount != places.Features)
            throw new InvalidOperationException($"Predictions were asked for at places of {places.Features} features; {data.Name} has {data.Train.FeatureCount}.");
        var predictions = model.Transform(preprocessing.Transform(places.AsData(data.Task)));
        return data.Task switch
        {
            LearningTask.Multiclass => Read<uint>(predictions, Columns.PredictedLabel, key => key - 1f),
            LearningTask.Binary => Read<bool>(predictions, Columns.PredictedLabel, positive => positive ? 1 : 0),
            _ => Read<float>(predictions, Columns.Score, score => score),
        };
    }

    private static List<float> Read<T>(IDataView predictions, string name, Func<T, float> number)
    {
        var column = predictions.Schema[name];
        using var cursor = predictions.GetRowCursor([column]);
        var get = cursor.GetGetter<T>(column);
        var values = new List<float>();
        T value = default!;
        while (cursor.MoveNext())
        {
            get(ref value);
            values.Add(number(value));
        }

        return values;
    }
}
