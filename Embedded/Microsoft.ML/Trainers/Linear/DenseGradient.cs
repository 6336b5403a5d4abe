using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>Gradients of dense rows under a linear model: a sum of outer products, two vectors of columns by four outputs at a time.</summary>
internal static class DenseGradient
{
    private const int OutputTile = 4;

    /// <summary>gradient[k, j] += Σᵢ factors[i, k] · x[i, j]. Row major; NaN and infinity spread as in arithmetic.</summary>
    /// <param name="x">[rows, features]</param>
    /// <param name="factors">[rows, outputs]</param>
    /// <param name="gradient">[outputs, features], added to.</param>
    public static void Add(ReadOnlySpan<float> x, int rows, int features, ReadOnlySpan<float> factors, int outputs, Span<float> gradient)
    {
        CheckShapes(x, rows, features, factors, outputs, gradient);
        int pair = 2 * Vector<float>.Count;
        int output = 0;
        for (; output + OutputTile <= outputs; output += OutputTile)
        {
            for (int column = 0; column + pair <= features; column += pair)
                AddTile(x, rows, features, factors, outputs, output, column, gradient);
        }

        for (; output < outputs; output++)
        {
            for (int column = 0; column + pair <= features; column += pair)
                AddStrip(x, rows, features, factors, outputs, output, column, gradient);
        }

        AddRest(x, rows, features, factors, outputs, features - (features % pair), gradient);
    }

    // The shapes have been checked, so the loads below stay inside the spans.
    private static void AddTile(
        ReadOnlySpan<float> x, int rows, int features, ReadOnlySpan<float> factors, int outputs, int output, int column, Span<float> gradient)
    {
        int width = Vector<float>.Count;
        ref float source = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), column);
        ref float factor = ref Unsafe.Add(ref MemoryMarshal.GetReference(factors), output);
        Vector<float> s00 = default, s01 = default, s10 = default, s11 = default;
        Vector<float> s20 = default, s21 = default, s30 = default, s31 = default;
        for (int row = 0; row < rows; row++)
        {
            Vector<float> a = Vector.LoadUnsafe(ref source), b = Vector.LoadUnsafe(ref source, (nuint)width);
            var f0 = new Vector<float>(factor);
            var f1 = new Vector<float>(Unsafe.Add(ref factor, 1));
            s00 = Vector.FusedMultiplyAdd(a, f0, s00);
            s01 = Vector.FusedMultiplyAdd(b, f0, s01);
            s10 = Vector.FusedMultiplyAdd(a, f1, s10);
            s11 = Vector.FusedMultiplyAdd(b, f1, s11);
            var f2 = new Vector<float>(Unsafe.Add(ref factor, 2));
            var f3 = new Vector<float>(Unsafe.Add(ref factor, 3));
            s20 = Vector.FusedMultiplyAdd(a, f2, s20);
            s21 = Vector.FusedMultiplyAdd(b, f2, s21);
            s30 = Vector.FusedMultiplyAdd(a, f3, s30);
            s31 = Vector.FusedMultiplyAdd(b, f3, s31);
            source = ref Unsafe.Add(ref source, features);
            factor = ref Unsafe.Add(ref factor, outputs);
        }

        ref float target = ref Unsafe.Add(ref MemoryMarshal.GetReference(gradient), (output * features) + column);
        Accumulate(ref target, s00, s01);
        Accumulate(ref Unsafe.Add(ref target, features), s10, s11);
        Accumulate(ref Unsafe.Add(ref target, 2 * features), s20, s21);
        Accumulate(ref Unsafe.Add(ref target, 3 * features), s30, s31);
    }

    private static void AddStrip(
        ReadOnlySpan<float> x, int rows, int features, ReadOnlySpan<float> factors, int outputs, int output, int column, Span<float> gradient)
    {
        int width = Vector<float>.Count;
        ref float source = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), column);
        ref float factor = ref Unsafe.Add(ref MemoryMarshal.GetReference(factors), output);
        Vector<float> s0 = default, s1 = default;
        for (int row = 0; row < rows; row++)
        {
            var f = new Vector<float>(factor);
            s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref source), f, s0);
            s1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref source, (nuint)width), f, s1);
            source = ref Unsafe.Add(ref source, features);
            factor = ref Unsafe.Add(ref factor, outputs);
        }

        Accumulate(ref Unsafe.Add(ref MemoryMarshal.GetReference(gradient), (output * features) + column), s0, s1);
    }

    private static void AddRest(
        ReadOnlySpan<float> x, int rows, int features, ReadOnlySpan<float> factors, int outputs, int from, Span<float> gradient)
    {
        for (int output = 0; output < outputs; output++)
        {
            for (int column = from; column < features; column++)
            {
                float sum = 0;
                for (int row = 0; row < rows; row++)
                    sum += factors[(row * outputs) + output] * x[(row * features) + column];
                gradient[(output * features) + column] += sum;
            }
        }
    }

    private static void Accumulate(ref float target, Vector<float> first, Vector<float> second)
    {
        (Vector.LoadUnsafe(ref target) + first).StoreUnsafe(ref target);
        (Vector.LoadUnsafe(ref target, (nuint)Vector<float>.Count) + second).StoreUnsafe(ref target, (nuint)Vector<float>.Count);
    }

    private static void CheckShapes(
        ReadOnlySpan<float> x, int rows, int features, ReadOnlySpan<float> factors, int outputs, Span<float> gradient)
    {
        if (x.Length < rows * features || factors.Length < rows * outputs || gradient.Length < outputs * features)
            throw new ArgumentException($"x has {x.Length} values, factors {factors.Length}, gradient {gradient.Length}; expected at least [{rows}, {features}], [{rows}, {outputs}] and [{outputs}, {features}].");
    }
}
