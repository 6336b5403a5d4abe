using System.Numerics.Tensors;

namespace Microsoft.ML.Optimization;

/// <summary>
/// OWL-QN for a smooth objective plus λ‖w‖₁ (G. Andrew and J. Gao, Scalable Training of L1-Regularized Log-Linear Models, ICML 2007).
/// The first <c>freeCount</c> variables (the biases) are outside the norm. With <c>nonNegative</c> the others stay at or above zero.
/// </summary>
internal sealed class OrthantWiseSearch(IObjective objective, float[] initial, int historySize, int freeCount, float l1, bool nonNegative)
    : QuasiNewtonState(objective, initial, historySize)
{
    private const float SufficientDecrease = 1e-4f;
    private const int MaximumSteps = 8;

    private readonly float[] _steepest = new float[initial.Length];

    protected override float EvaluateAt(ReadOnlySpan<float> point, Span<float> gradient)
    {
        float norm = TensorPrimitives.SumOfMagnitudes(point[freeCount..]);
        return (l1 * norm) + base.EvaluateAt(point, gradient);
    }

    public override void UpdateDirection()
    {
        SetSteepestDescent();
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
        CheckDescent(-TensorPrimitives.Dot<float>(Direction, _steepest));

        float step = FirstStep();
        float progress = Move(step);
        if (progress < 0)
        {
            AlignDirection();
            progress = Move(step);
        }

        for (int count = 1; ; count++)
        {
            Evaluate();
            if (Value <= LastValue - (SufficientDecrease * progress))
                return true;
            if (!force && count == MaximumSteps)
                return false;
            step *= 0.25f;
            progress = Move(step);
        }
    }

    /// <summary>The negative pseudo-gradient: the one-sided derivative where a weight is zero.</summary>
    private void SetSteepestDescent()
    {
        TensorPrimitives.Negate(Gradient.AsSpan(0, freeCount), _steepest.AsSpan(0, freeCount));
        for (int i = freeCount; i < _steepest.Length; i++)
        {
            float gradient = Gradient[i];
            _steepest[i] = X[i] switch
            {
                > 0 => -gradient - l1,
                < 0 => -gradient + l1,
                _ when gradient < -l1 => -gradient - l1,
                _ when gradient > l1 && !nonNegative => -gradient + l1,
                _ => 0,
            };
        }
    }

    /// <summary>NewX ← X + step · Direction, held in the orthant of X. Returns the descent's length along the pseudo-gradient.</summary>
    private float Move(float step)
    {
        TensorPrimitives.MultiplyAdd(Direction, step, X, NewX);
        for (int i = freeCount; i < NewX.Length; i++)
        {
            if (nonNegative ? NewX[i] < 0 : X[i] * NewX[i] < 0)
                NewX[i] = 0;
        }

        return TensorPrimitives.Dot<float>(_steepest, NewX) - TensorPrimitives.Dot<float>(_steepest, X);
    }

    /// <summary>Drops the components of the direction that point against the pseudo-gradient.</summary>
    private void AlignDirection()
    {
        for (int i = freeCount; i < Direction.Length; i++)
        {
            if (_steepest[i] * Direction[i] < 0)
                Direction[i] = 0;
        }
    }
}
