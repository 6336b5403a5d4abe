namespace MlPipelines.Numerics.Schedules;

/// <summary>Ways from one value to another.</summary>
internal static class Annealing
{
    /// <summary>Half a cosine: <paramref name="from"/> at 0, <paramref name="to"/> at 1.</summary>
    public static double Cosine(double from, double to, double position) => to + (from - to) * (1 + Math.Cos(Math.PI * position)) / 2;
}
