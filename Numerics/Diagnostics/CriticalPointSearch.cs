using MlPipelines.Numerics.Kernels;

namespace MlPipelines.Numerics.Diagnostics;

/// <summary>
/// Goes down a loss surface to where its gradient is almost nothing: L-BFGS (Liu and Nocedal 1989) with all samples in every step and a
/// line search that asks for sufficient decrease (Armijo), halving its step.
/// </summary>
public sealed class CriticalPointSearch
{
    private const double Decrease = 1e-4;
    private const int MaximumHalvings = 40;

    /// <summary>Most steps, at least 0. Default 500.</summary>
    public int MaximumSteps { get; init; } = 500;

    /// <summary>Pairs of steps and changes of the gradient that are kept, at least 1. Default 20.</summary>
    public int Memory { get; init; } = 20;

    /// <summary>The search ends where the gradient's length by the parameters' is at most this, at least 0. Default 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Moves the surface's place; it never ends higher than it began.</summary>
    /// <returns>The loss, the gradient's length by the parameters' length there, and the steps taken. A ratio above the tolerance says that
    /// no step down was found (a kink), or that the steps ran out.</returns>
    public (double Loss, double Ratio, int Steps) Run(LossSurface surface, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(Memory, 1);
        if (!(Tolerance >= 0))
            throw new InvalidOperationException($"The tolerance of a search must be at least 0; found {Tolerance}.");
        var n = surface.Dimension;
        var (gradient, place, next) = (new double[n], new double[n], new double[n]);
        var pairs = new List<(double[] Step, double[] Change)>();
        var loss = surface.Evaluate(gradient);
        var steps = 0;
        while (steps < MaximumSteps && Ratio(gradient, surface.Place) > Tolerance)
        {
            cancellation.ThrowIfCancellationRequested();
            surface.Place.CopyTo(place);
            var direction = Direction(gradient, pairs);
            if (Search(surface, place, loss, gradient, direction, next) is not { } lower)
            {
                place.CopyTo(surface.Place);
                if (pairs.Count == 0)
                    break;
                pairs.Clear(); // the curvature of another piece misleads: begin anew with the steepest descent
                continue;
            }

            steps++;
            loss = lower;
            Keep(pairs, surface.Place, place, next, gradient);
            next.CopyTo(gradient, 0);
        }

        return (loss, Ratio(gradient, surface.Place), steps);
    }

    /// <summary>
    /// The new loss, with the place moved and the gradient there in <paramref name="next"/>; null where no step is low enough.
    /// </summary>
    private static double? Search(LossSurface surface, double[] place, double loss, double[] gradient, double[] direction, double[] next)
    {
        var slope = Dot(gradient, direction);
        if (!(slope < 0))
            return null;
        var step = 1.0;
        for (var halving = 0; halving < MaximumHalvings; halving++, step /= 2)
        {
            var target = surface.Place;
            for (var i = 0; i < target.Length; i++)
                target[i] = place[i] + (step * direction[i]);
            var value = surface.Evaluate(next);
            if (value <= loss + (Decrease * step * slope) && value < loss)
                return value;
        }

        return null;
    }

    private void Keep(
        List<(double[] Step, double[] Change)> pairs, ReadOnlySpan<double> now, double[] before, double[] gradient, double[] gradientBefore)
    {
        var (step, change) = (new double[before.Length], new double[before.Length]);
        for (var i = 0; i < before.Length; i++)
            (step[i], change[i]) = (now[i] - before[i], gradient[i] - gradientBefore[i]);
        if (Dot(step, change) <= 1e-12 * Math.Sqrt(Dot(step, step) * Dot(change, change)))
            return;
        pairs.Add((step, change));
        if (pairs.Count > Memory)
            pairs.RemoveAt(0);
    }

    /// <summary>−H g by the two loops.</summary>
    private static double[] Direction(double[] gradient, List<(double[] Step, double[] Change)> pairs)
    {
        double[] q = [.. gradient.Select(g => -g)];
        var alphas = new double[pairs.Count];
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            var (step, change) = pairs[i];
            alphas[i] = Dot(step, q) / Dot(step, change);
            Add(q, change, -alphas[i]);
        }

        var scale = pairs.Count > 0
            ? Dot(pairs[^1].Step, pairs[^1].Change) / Dot(pairs[^1].Change, pairs[^1].Change)
            : 1 / Math.Max(1e-300, Math.Sqrt(Dot(gradient, gradient)));
        for (var i = 0; i < q.Length; i++)
            q[i] *= scale;
        for (var i = 0; i < pairs.Count; i++)
        {
            var (step, change) = pairs[i];
            Add(q, step, alphas[i] - (Dot(change, q) / Dot(step, change)));
        }

        return q;
    }

    private static double Ratio(ReadOnlySpan<double> gradient, ReadOnlySpan<double> place) =>
        Math.Sqrt(SquareSum<double>.Compute(gradient) / Math.Max(1e-300, SquareSum<double>.Compute(place)));

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Add(double[] target, double[] values, double factor)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] += factor * values[i];
    }
}
