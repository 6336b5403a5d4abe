using System.Numerics.Tensors;

namespace Microsoft.ML.Optimization;

/// <summary>
/// L-BFGS for a smooth objective, with a line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization,
/// algorithms 3.5 and 3.6, c₁ = 1e-4, c₂ = 0.9). With <c>nonNegative</c> points are projected onto x ≥ 0.
/// </summary>
internal sealed class SmoothSearch : QuasiNewtonState
{
    private const int MaximumZoomSteps = 10;
    private const float Margin = 0.01f;

    private readonly bool _nonNegative;
    private readonly float[] _steepest;

    public SmoothSearch(IObjective objective, float[] initial, int historySize, bool nonNegative)
        : base(objective, initial, historySize)
    {
        _nonNegative = nonNegative;
        _steepest = nonNegative ? new float[initial.Length] : [];
    }

    public override void UpdateDirection()
    {
        if (!_nonNegative)
        {
            TensorPrimitives.Negate<float>(Gradient, Direction);
            ApplyInverseHessian();
            return;
        }

        for (int i = 0; i < _steepest.Length; i++)
            _steepest[i] = X[i] > 0 ? -Gradient[i] : -Math.Min(Gradient[i], 0);
        _steepest.CopyTo(Direction, 0);
        ApplyInverseHessian();
        for (int i = 0; i < _steepest.Length; i++)
        {
            if (_steepest[i] == 0)
                Direction[i] = 0;
        }
    }

    public override bool Search(bool force)
    {
        float slope = TensorPrimitives.Dot<float>(Direction, Gradient);
        CheckDescent(slope);
        var conditions = new Wolfe(LastValue, 1e-4f * slope, 0.9f * slope);

        if (Bracket(slope, conditions, out Trial low, out Trial high))
            return true;
        return Zoom(low, high, conditions, force);
    }

    /// <summary>Doubles the step until it satisfies the conditions (true) or an interval holds a step that does (false).</summary>
    private bool Bracket(float slope, Wolfe conditions, out Trial low, out Trial high)
    {
        float step = FirstStep();
        var last = new Trial(0, LastValue, slope);
        while (true)
        {
            Trial current = Try(step);
            if (float.IsPositiveInfinity(current.Value))
            {
                step /= 2;
                continue;
            }

            if (!float.IsFinite(current.Value))
                throw NotFinite(current.Value);

            (low, high) = (last, current);
            if (conditions.TooHigh(current) || (last.Step > 0 && current.Value >= last.Value))
                return false;
            if (conditions.FlatEnough(current))
                return true;
            if (current.Slope >= 0)
            {
                (low, high) = (current, last);
                return false;
            }

            last = current;
            step = step == 0 ? float.Epsilon : step * 2;
        }
    }

    /// <summary>Narrows the interval by cubic interpolation until a step in it satisfies the conditions.</summary>
    private bool Zoom(Trial low, Trial high, Wolfe conditions, bool force)
    {
        for (int count = 0; force || count < MaximumZoomSteps; count++)
        {
            Trial current = Try(StepBetween(low, high));
            if (!float.IsFinite(current.Value))
                throw NotFinite(current.Value);

            if (conditions.TooHigh(current) || current.Value >= low.Value)
            {
                if (high.Step == current.Step)
                    return NoInterval(force);
                high = current;
                continue;
            }

            if (conditions.FlatEnough(current))
                return true;
            if (current.Slope * (high.Step - low.Step) >= 0)
                high = low;
            if (low.Step == current.Step)
                return NoInterval(force);
            low = current;
        }

        return false;
    }

    private static bool NoInterval(bool force) =>
        force ? throw new PrematureConvergenceException("The interval of step lengths has become empty.") : false;

    private static float StepBetween(Trial low, Trial high)
    {
        (Trial left, Trial right) = low.Step < high.Step ? (low, high) : (high, low);
        float step = left.Slope > 0 && right.Slope < 0
            ? low.Value < high.Value ? low.Step : high.Step
            : CubicMinimum(low, high);
        if (!float.IsFinite(step))
            step = (low.Step + high.Step) / 2;
        float upper = (Margin * left.Step) + ((1 - Margin) * right.Step);
        float lower = (Margin * right.Step) + ((1 - Margin) * left.Step);
        return Math.Max(Math.Min(step, upper), lower);
    }

    /// <summary>The minimum of the cubic through two values and slopes (Nocedal and Wright, equation 3.59).</summary>
    private static float CubicMinimum(Trial p, Trial q)
    {
        double d1 = p.Slope + q.Slope - (3 * (p.Value - q.Value) / (p.Step - q.Step));
        double d2 = Math.Sign(q.Step - p.Step) * Math.Sqrt((d1 * d1) - (p.Slope * q.Slope));
        return (float)(q.Step - ((q.Step - p.Step) * (q.Slope + d2 - d1) / (q.Slope - p.Slope + (2 * d2))));
    }

    private Trial Try(float step)
    {
        TensorPrimitives.MultiplyAdd(Direction, step, X, NewX);
        if (_nonNegative)
            TensorPrimitives.Max(NewX, 0f, NewX);
        Evaluate();
        return new Trial(step, Value, TensorPrimitives.Dot<float>(Direction, NewGradient));
    }

    private readonly record struct Trial(float Step, float Value, float Slope);

    private readonly record struct Wolfe(float Start, float Sufficient, float Curvature)
    {
        public bool TooHigh(Trial trial) => trial.Value > Start + (Sufficient * trial.Step);

        public bool FlatEnough(Trial trial) => Math.Abs(trial.Slope) <= -Curvature;
    }
}
