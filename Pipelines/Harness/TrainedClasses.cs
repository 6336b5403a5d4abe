using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>The classes that a learner was trained on, in the order of its keys and scores.</summary>
internal static class TrainedClasses
{
    /// <summary>The number of each class, from 0, among all classes of the data set: a learner knows those of its training rows.</summary>
    /// <param name="predictions">Rows with the learner's output columns.</param>
    public static int[] Of(IDataView predictions)
    {
        VBuffer<int> keys = default;
        predictions.Schema[Columns.Label].GetKeyValues(ref keys);
        return [.. keys.DenseValues()];
    }
}
