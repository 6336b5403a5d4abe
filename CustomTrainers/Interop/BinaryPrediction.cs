using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>Puts a binary model of ours into ML.NET's own transformer.</summary>
internal static class BinaryPrediction
{
    /// <summary>ML.NET's transformer of a model.</summary>
    /// <param name="env">The environment.</param>
    /// <param name="model">The model.</param>
    /// <param name="schema">The schema of the rows that were trained on.</param>
    /// <param name="featureColumnName">The column of features.</param>
    public static BinaryPredictionTransformer<TModel> Wrap<TModel>(IHostEnvironment env, TModel model, DataViewSchema schema, string featureColumnName)
        where TModel : class, IBinaryModel
        => new(env, model, schema, featureColumnName);
}
