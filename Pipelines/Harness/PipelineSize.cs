namespace MlPipelines.Pipelines.Harness;

/// <summary>How large a trained pipeline is.</summary>
internal static class PipelineSize
{
    /// <summary>Bytes of the pipeline's file without the histories of training; the file, with them, is written where <paramref name="path"/> is given. Null for a pipeline that cannot be saved and need not be.</summary>
    /// <exception cref="NotSupportedException">The pipeline cannot be saved, and a path is given.</exception>
    public static long? Save(TrainedPipeline pipeline, string? path)
    {
        if (path is not null)
            pipeline.Save(path);
        try
        {
            return pipeline.ModelBytes();
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
