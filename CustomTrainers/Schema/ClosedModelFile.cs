using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>The error that our transformers give when ML.NET asks them to save themselves.</summary>
internal static class ClosedModelFile
{
    public static NotSupportedException Error(string component)
        => new($"{component} cannot be written by {nameof(ModelOperationsCatalog)}.Save: ML.NET lets only its own components write into its model files.");
}
