using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Verification;

/// <summary>
/// The Taylor test of a gradient: along a random direction the function itself changes like ε, and what the gradient does not explain like
/// ε². Where a step crosses a kink of the function, place and direction are drawn again, now and then with smaller steps.
/// </summary>
internal static class TaylorTest
{
    private const int Halvings = 14;
    private const int Draws = 400;
    private const int DrawsPerSize = 8;

    /// <summary>Rounding errors of a sum of function values, as a multiple of their size.</summary>
    private const double RoundingUnits = 2e-14;

    /// <summary>The errors of a probe.</summary>
    /// <exception cref="InvalidOperationException">No draw found a smooth piece large enough to see both orders on.</exception>
    public static (TaylorCurve Curve, double[] Place, double[] Direction, int Drawn) Run(GradientProbe probe, Xoshiro256 random)
    {
        var (place, direction, gradient, moved) = (new double[probe.Dimension], new double[probe.Dimension], new double[probe.Dimension],
            new double[probe.Dimension]);
        for (var draw = 0; draw < Draws; draw++)
        {
            probe.Draw(random, place, direction);
            var curve = Curve(probe, place, direction, gradient, moved, Math.ScaleB(1, -(draw / DrawsPerSize)));
            if (curve is { CanBeFitted: true })
                return (curve, place, direction, draw + 1);
        }

        throw new InvalidOperationException(
            $"{Draws} draws found no smooth piece of the function that is large enough to see both orders of its error on.");
    }

    /// <summary>Null when a step leaves the smooth piece that the place lies on.</summary>
    private static TaylorCurve? Curve(
        GradientProbe probe, double[] place, double[] direction, double[] gradient, double[] moved, double firstStep)
    {
        var (value, piece) = probe.Evaluate(place, gradient);
        var (slope, size) = (0.0, Math.Abs(value));
        for (var i = 0; i < place.Length; i++)
            slope += direction[i] * gradient[i];
        List<TaylorPoint> points = [];
        for (var k = 0; k <= Halvings; k++)
        {
            var step = Math.ScaleB(firstStep, -k);
            for (var i = 0; i < place.Length; i++)
                moved[i] = place[i] + step * direction[i];
            var (there, otherPiece) = probe.Evaluate(moved, default);
            if (otherPiece != piece)
                return null;
            size = Math.Max(size, Math.Abs(there));
            points.Add(new TaylorPoint(step, Math.Abs(there - value), Math.Abs(there - value - step * slope)));
        }

        return new TaylorCurve(points, RoundingUnits * Math.Max(size, 1e-3));
    }
}

/// <summary>
/// A Taylor test: both errors while the step is halved again and again, and the slopes of their logarithms against the step's.
/// </summary>
/// <param name="Points">Steps falling.</param>
/// <param name="RoundOff">Errors below this are not told from rounding.</param>
public sealed record TaylorCurve(IReadOnlyList<TaylorPoint> Points, double RoundOff)
{
    /// <summary>Fewest points that a slope is fitted to.</summary>
    public const int FewestPoints = 4;

    /// <summary>Most points that a slope is fitted to: the last ones above rounding, where the next order has died away.</summary>
    private const int MostPoints = 7;

    /// <summary>Of the first-order error: 1 for a smooth function. NaN when too few points are above rounding.</summary>
    public double FirstSlope => Slope(point => point.FirstOrder);

    /// <summary>Of the second-order error: 2 for a right gradient, 1 for a wrong one. NaN when too few points are above rounding.</summary>
    public double SecondSlope => Slope(point => point.SecondOrder);

    /// <summary>Whether the second-order error never rises above rounding: the function is linear along the direction.</summary>
    public bool IsLinear => Points.All(point => point.SecondOrder <= RoundOff);

    /// <summary>Whether there are enough points above rounding to fit both slopes to.</summary>
    public bool CanBeFitted => !double.IsNaN(FirstSlope) && !double.IsNaN(SecondSlope);

    private double Slope(Func<TaylorPoint, double> error)
    {
        (double X, double Y)[] points = [.. Points.TakeWhile(point => error(point) > RoundOff).TakeLast(MostPoints)
            .Select(point => (Math.Log(point.Step), Math.Log(error(point))))];
        if (points.Length < FewestPoints)
            return double.NaN;
        var (meanX, meanY) = (points.Average(p => p.X), points.Average(p => p.Y));
        return points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / points.Sum(p => (p.X - meanX) * (p.X - meanX));
    }
}

/// <summary>What is left of a function along a direction d at one step size ε.</summary>
/// <param name="Step">ε.</param>
/// <param name="FirstOrder">|g(x + εd) − g(x)|, which falls like ε.</param>
/// <param name="SecondOrder">|g(x + εd) − g(x) − ε dᵀ∇g(x)|, which falls like ε² exactly when the gradient is right.</param>
public sealed record TaylorPoint(double Step, double FirstOrder, double SecondOrder);
