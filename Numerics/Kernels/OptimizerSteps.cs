using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

/// <summary>One update of a part of the flat parameter buffer, element by element.</summary>
internal static class OptimizerSteps
{
    /// <summary>w ← w − rate · (g + decay · w).</summary>
    public static void Sgd<T>(Span<T> w, ReadOnlySpan<T> g, T rate, T decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < w.Length; i++)
            w[i] -= rate * (g[i] + decay * w[i]);
    }

    /// <summary>g' = g + decay · w; v ← momentum · v + g'; w ← w − rate · (nesterov ? g' + momentum · v : v).</summary>
    public static void Momentum<T>(Span<T> w, ReadOnlySpan<T> g, Span<T> v, T rate, T momentum, T decay, bool nesterov)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < w.Length; i++)
        {
            var gradient = g[i] + decay * w[i];
            v[i] = momentum * v[i] + gradient;
            w[i] -= rate * (nesterov ? gradient + momentum * v[i] : v[i]);
        }
    }

    /// <summary>g' = g + decay · w; m ← β₁ m + (1 − β₁) g'; v ← β₂ v + (1 − β₂) g'²; w ← w − step · m / (√v · correction + ε).</summary>
    public static void Adam<T>(Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v, AdamFactors<T> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < w.Length; i++)
        {
            var gradient = g[i] + f.Decay * w[i];
            m[i] = f.Beta1 * m[i] + f.OneMinusBeta1 * gradient;
            v[i] = f.Beta2 * v[i] + f.OneMinusBeta2 * gradient * gradient;
            w[i] -= f.StepSize * m[i] / (T.Sqrt(v[i]) * f.InverseRootCorrection + f.Epsilon);
        }
    }
}
