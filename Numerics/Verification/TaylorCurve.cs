namespace MlPipelines.Numerics.Verification;

/// <summary>A Taylor test: both errors while the step is halved again and again, and the slopes of their logarithms against the step's.</summary>
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
        (double X, double Y)[] points = [.. Points.TakeWhile(point => error(point) > RoundOff).TakeLast(MostPoints).Select(point => (Math.Log(point.Step), Math.Log(error(point))))];
        if (points.Length < FewestPoints)
            return double.NaN;
        var (meanX, meanY) = (points.Average(p => p.X), points.Average(p => p.Y));
        return points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / points.Sum(p => (p.X - meanX) * (p.X - meanX));
    }
}
