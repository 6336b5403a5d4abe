namespace MlPipelines.Numerics.Scaling;

/// <summary>
/// Bounds values without a kink: z / √(1 + (z/3)²), which is near z around 0 and never leaves (−3, 3) (Holzmüller, Grinsztajn and
/// Steinwart, 2024, "Better by default: strong pre-tuned MLPs and boosted trees on tabular data", arXiv:2407.04491).
/// </summary>
public static class SmoothClip
{
    /// <summary>What no result exceeds in magnitude.</summary>
    public const double Bound = 3;

    /// <summary>The bounded value. ±∞ gives ±3, and NaN stays NaN.</summary>
    public static double Of(double z) => double.IsInfinity(z) ? Math.CopySign(Bound, z) : z / Math.Sqrt(1 + (z / Bound * (z / Bound)));
}
