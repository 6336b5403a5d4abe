using System.Numerics.Tensors;

namespace Microsoft.ML.Optimization;

/// <summary>
/// The last <c>capacity</c> pairs s = xₜ₊₁ − xₜ, y = gₜ₊₁ − gₜ, which stand for an inverse Hessian H.
/// Product with a vector: two-loop recursion (Nocedal and Wright, Numerical Optimization, algorithm 7.4).
/// </summary>
internal sealed class CurvatureHistory(int dimension, int capacity)
{
    private readonly List<(float[] S, float[] Y, float Curvature)> _pairs = [];
    private readonly float[] _alphas = new float[capacity];

    public void Clear() => _pairs.Clear();

    /// <summary>Appends a step and drops the oldest when full. Throws when sᵀy is zero.</summary>
    public void Append(ReadOnlySpan<float> x, ReadOnlySpan<float> newX, ReadOnlySpan<float> gradient, ReadOnlySpan<float> newGradient)
    {
        (float[] s, float[] y) = TakeBuffers();
        TensorPrimitives.Subtract(newX, x, s);
        TensorPrimitives.Subtract(newGradient, gradient, y);
        float curvature = TensorPrimitives.Dot<float>(s, y);
        if (curvature == 0)
            throw new PrematureConvergenceException("The gradient did not change along the last step. Is the function linear?");
        _pairs.Add((s, y, curvature));
    }

    /// <summary>direction ← H · direction. Pairs of negative curvature are passed over; without pairs the direction stays.</summary>
    public void Apply(Span<float> direction)
    {
        int newest = -1;
        for (int i = _pairs.Count - 1; i >= 0; i--)
        {
            (float[] s, float[] y, float curvature) = _pairs[i];
            if (!(curvature > 0))
                continue;
            _alphas[i] = -TensorPrimitives.Dot<float>(s, direction) / curvature;
            TensorPrimitives.MultiplyAdd(y, _alphas[i], direction, direction);
            if (newest < 0)
                newest = i;
        }

        if (newest < 0)
            return;

        float[] newestY = _pairs[newest].Y;
        TensorPrimitives.Multiply(direction, _pairs[newest].Curvature / TensorPrimitives.Dot<float>(newestY, newestY), direction);
        for (int i = 0; i <= newest; i++)
        {
            (float[] s, float[] y, float curvature) = _pairs[i];
            if (!(curvature > 0))
                continue;
            float beta = TensorPrimitives.Dot<float>(y, direction) / curvature;
            TensorPrimitives.MultiplyAdd(s, -_alphas[i] - beta, direction, direction);
        }
    }

    private (float[] S, float[] Y) TakeBuffers()
    {
        if (_pairs.Count < capacity)
            return (new float[dimension], new float[dimension]);
        (float[] s, float[] y, _) = _pairs[0];
        _pairs.RemoveAt(0);
        return (s, y);
    }
}
