using MlPipelines.Pipelines.Saving;

namespace MlPipelines.Pipelines.Harness;

/// <summary>How large the file of a trained pipeline is.</summary>
internal static class PipelineSize
{
    /// <summary>Bytes of the pipeline's file, which is written where <paramref name="path"/> is given; null for a pipeline that cannot be saved and need not be.</summary>
    /// <exception cref="NotSupportedException">The pipeline cannot be saved, and a path is given.</exception>
    public static long? Save(TrainedPipeline pipeline, string? path)
    {
        if (path is not null)
        {
            pipeline.Save(path);
            return new FileInfo(path).Length;
        }

        try
        {
            using var counter = new CountingStream();
            pipeline.Save(counter);
            return counter.Length;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
