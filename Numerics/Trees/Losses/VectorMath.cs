using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees;

/// <summary>Elementary functions of sixteen floats at once.</summary>
internal static class VectorMath
{
    private const int Half = 8;

    /// <summary>
    /// e^x within 2 units in the last place for −87 ≤ x ≤ 88, clamped outside: x = n ln 2 + r with |r| ≤ ln 2 / 2, a polynomial for e^r
    /// (the Taylor series to r⁷, whose remainder is below 2⁻²⁷ there), and n added to the exponent. NaN gives NaN or a finite value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-87f)), Vector512.Create(88f));
        Vector512<float> n = Vector512.Round(x * 1.44269504f);
        Vector512<float> r = x - n * 0.693359375f + n * 2.12194440e-4f;
        Vector512<float> p = Vector512.Create(1f / 5040);
        p = p * r + Vector512.Create(1f / 720);
        p = p * r + Vector512.Create(1f / 120);
        p = p * r + Vector512.Create(1f / 24);
        p = p * r + Vector512.Create(1f / 6);
        p = p * r + Vector512.Create(0.5f);
        p = p * r + Vector512<float>.One;
        p = p * r + Vector512<float>.One;
        Vector512<int> exponent = Vector512.ConvertToInt32(n) << 23;
        return (p.AsInt32() + exponent).AsSingle();
    }

    /// <summary>Writes the rounded values of <paramref name="x"/>.</summary>
    public static void Round(ReadOnlySpan<double> x, Span<float> rounded)
    {
        int i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count) ToSingles(x[i..]).CopyTo(rounded[i..]);
        for (; i < x.Length; i++) rounded[i] = (float)x[i];
    }

    /// <summary>The first sixteen of these, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingles(ReadOnlySpan<double> x) => Vector512.Narrow(Vector512.Create(x), Vector512.Create(x[Half..]));

    /// <summary>The first sixteen differences, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> DifferenceToSingles(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Vector512.Narrow(Vector512.Create(x) - Vector512.Create(y), Vector512.Create(x[Half..]) - Vector512.Create(y[Half..]));

    /// <summary>1 / (1 + e^−x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));
}
