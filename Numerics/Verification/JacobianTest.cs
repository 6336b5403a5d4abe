using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Verification;

/// <summary>
/// The Jacobian test and its transpose: J is put together from backward passes, one for each output; then ‖f(x + εd) − f(x) − ε J d‖ must
/// fall like ε² (or be rounding alone for a linear function), and uᵀ(J d) must equal (Jᵀ u)ᵀ d for a u sent backward at once.
/// </summary>
internal static class JacobianTest
{
    /// <summary>The curve of the norms, and the relative difference of the two products.</summary>
    public static (TaylorCurve Curve, double TransposeError) Run(
        GradientProbe probe, double[] place, double[] direction, double firstStep, Xoshiro256 random)
    {
        var (jd, transposeError) = Products(probe, place, direction, random);
        var (start, there, moved) = (new double[probe.Outputs], new double[probe.Outputs], new double[probe.Dimension]);
        probe.Forward(place, start);
        var size = Math.Max(1e-3, Norm(start));
        List<TaylorPoint> points = [];
        for (var k = 0; k <= 14; k++)
        {
            var step = Math.ScaleB(firstStep, -k);
            for (var i = 0; i < moved.Length; i++)
                moved[i] = place[i] + step * direction[i];
            probe.Forward(moved, there);
            var first = 0.0;
            var second = 0.0;
            for (var i = 0; i < there.Length; i++)
            {
                var change = there[i] - start[i];
                first += change * change;
                second += (change - step * jd[i]) * (change - step * jd[i]);
            }

            points.Add(new TaylorPoint(step, Math.Sqrt(first), Math.Sqrt(second)));
        }

        return (new TaylorCurve(points, 2e-14 * size), transposeError);
    }

    private static (double[] Jd, double TransposeError) Products(GradientProbe probe, double[] place, double[] direction, Xoshiro256 random)
    {
        var (jd, u, row) = (new double[probe.Outputs], new double[probe.Outputs], new double[probe.Dimension]);
        for (var i = 0; i < jd.Length; i++)
        {
            Array.Clear(u);
            u[i] = 1;
            probe.BackwardOf(place, u, row);
            jd[i] = Dot(row, direction);
        }

        for (var i = 0; i < u.Length; i++)
            u[i] = random.NextNormal();
        probe.BackwardOf(place, u, row);
        var (forward, backward) = (Dot(u, jd), Dot(row, direction));
        return (jd, Math.Abs(forward - backward) / Math.Max(Norm(u) * Norm(jd), double.Epsilon));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Norm(double[] values) => Math.Sqrt(Dot(values, values));
}
