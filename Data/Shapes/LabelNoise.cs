using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Shapes;

/// <summary>Wrong labels, as the real sets have a few.</summary>
internal static class LabelNoise
{
    /// <summary>The label, or with probability <paramref name="share"/> one of the other <paramref name="count"/> - 1.</summary>
    public static int Apply(ref RandomStream random, int label, int count, double share) =>
        random.Uniform() < share ? (label + 1 + random.Below(count - 1)) % count : label;
}
