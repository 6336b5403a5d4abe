using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>Scores of dense rows under a linear model, four rows by two outputs at a time.</summary>
internal static class DenseScores
{
    private const int RowTile = 4;

    /// <summary>scores[i, k] = Σⱼ x[i, j] · w[k, j]. Row major; NaN and infinity spread as in arithmetic.</summary>
    /// <param name="x">[rows, features]</param>
    /// <param name="w">[outputs, features]</param>
    /// <param name="scores">[rows, outputs], overwritten.</param>
    public static void Compute(ReadOnlySpan<float> x, int rows, int features, ReadOnlySpan<float> w, int outputs, Span<float> scores)
    {
        int row = 0;
        for (; row + RowTile <= rows; row += RowTile)
        {
            ReadOnlySpan<float> tile = x.Slice(row * features, RowTile * features);
            Span<float> target = scores.Slice(row * outputs, RowTile * outputs);
            int output = 0;
            for (; output + 2 <= outputs; output += 2)
                FourByTwo(tile, features, w.Slice(output * features, 2 * features), target[output..], outputs);
            if (output < outputs)
                FourByOne(tile, features, w.Slice(output * features, features), target[output..], outputs);
        }

        for (; row < rows; row++)
        {
            for (int output = 0; output < outputs; output++)
                scores[(row * outputs) + output] = TensorPrimitives.Dot(x.Slice(row * features, features), w.Slice(output * features, features));
        }
    }

    /// <summary>scores[k] = Σⱼ x[j] · w[k, j] for one row: each part of it is loaded once for four or five outputs.</summary>
    /// <param name="x">[features]</param>
    /// <param name="w">[outputs, stride], the features first in each row.</param>
    /// <param name="stride">At least the features.</param>
    /// <param name="scores">[outputs], overwritten.</param>
    public static void ComputeRow(ReadOnlySpan<float> x, ReadOnlySpan<float> w, int stride, Span<float> scores)
    {
        int n = x.Length;
        int output = 0;
        for (; WideRowScores.IsSupported && output + WideRowScores.Tile <= scores.Length; output += WideRowScores.Tile)
            WideRowScores.ComputeTile(x, w[(output * stride)..], stride, scores.Slice(output, WideRowScores.Tile));
        for (; output + 4 <= scores.Length; output += 4)
            OneByFour(x, n, w[(output * stride)..], stride, scores.Slice(output, 4));
        for (; output < scores.Length; output++)
            scores[output] = TensorPrimitives.Dot(x, w.Slice(output * stride, n));
    }

    private static void OneByFour(ReadOnlySpan<float> x, int n, ReadOnlySpan<float> w, int stride, Span<float> target)
    {
        ReadOnlySpan<Vector<float>> x0 = Vectors(x, 0, n), w0 = Vectors(w, 0, n);
        ReadOnlySpan<Vector<float>> w1 = Vectors(w[stride..], 0, n), w2 = Vectors(w[(2 * stride)..], 0, n), w3 = Vectors(w[(3 * stride)..], 0, n);
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector<float> t0 = default, t1 = default, t2 = default, t3 = default;
        // Two sums for each output: one alone would wait for each multiply-add before the next.
        int j = 0;
        for (; j + 1 < x0.Length && j + 1 < w0.Length && j + 1 < w1.Length && j + 1 < w2.Length && j + 1 < w3.Length; j += 2)
        {
            Vector<float> a = x0[j], b = x0[j + 1];
            s0 = Vector.FusedMultiplyAdd(a, w0[j], s0);
            s1 = Vector.FusedMultiplyAdd(a, w1[j], s1);
            s2 = Vector.FusedMultiplyAdd(a, w2[j], s2);
            s3 = Vector.FusedMultiplyAdd(a, w3[j], s3);
            t0 = Vector.FusedMultiplyAdd(b, w0[j + 1], t0);
            t1 = Vector.FusedMultiplyAdd(b, w1[j + 1], t1);
            t2 = Vector.FusedMultiplyAdd(b, w2[j + 1], t2);
            t3 = Vector.FusedMultiplyAdd(b, w3[j + 1], t3);
        }

        int done = j * Vector<float>.Count;
        target[0] = Vector.Sum(s0 + t0) + Rest(x, 0, w, 0, done, n);
        target[1] = Vector.Sum(s1 + t1) + Rest(x, 0, w[stride..], 0, done, n);
        target[2] = Vector.Sum(s2 + t2) + Rest(x, 0, w[(2 * stride)..], 0, done, n);
        target[3] = Vector.Sum(s3 + t3) + Rest(x, 0, w[(3 * stride)..], 0, done, n);
    }

    private static void FourByTwo(ReadOnlySpan<float> x, int n, ReadOnlySpan<float> w, Span<float> target, int stride)
    {
        ReadOnlySpan<Vector<float>> x0 = Vectors(x, 0, n), x1 = Vectors(x, 1, n), x2 = Vectors(x, 2, n), x3 = Vectors(x, 3, n);
        ReadOnlySpan<Vector<float>> w0 = Vectors(w, 0, n), w1 = Vectors(w, 1, n);
        Vector<float> s00 = default, s01 = default, s10 = default, s11 = default;
        Vector<float> s20 = default, s21 = default, s30 = default, s31 = default;
        for (int j = 0; j < x0.Length && j < x1.Length && j < x2.Length && j < x3.Length && j < w0.Length && j < w1.Length; j++)
        {
            Vector<float> a = w0[j], b = w1[j];
            s00 = Vector.FusedMultiplyAdd(x0[j], a, s00);
            s01 = Vector.FusedMultiplyAdd(x0[j], b, s01);
            s10 = Vector.FusedMultiplyAdd(x1[j], a, s10);
            s11 = Vector.FusedMultiplyAdd(x1[j], b, s11);
            s20 = Vector.FusedMultiplyAdd(x2[j], a, s20);
            s21 = Vector.FusedMultiplyAdd(x2[j], b, s21);
            s30 = Vector.FusedMultiplyAdd(x3[j], a, s30);
            s31 = Vector.FusedMultiplyAdd(x3[j], b, s31);
        }

        int done = x0.Length * Vector<float>.Count;
        target[0] = Vector.Sum(s00) + Rest(x, 0, w, 0, done, n);
        target[1] = Vector.Sum(s01) + Rest(x, 0, w, 1, done, n);
        target[stride] = Vector.Sum(s10) + Rest(x, 1, w, 0, done, n);
        target[stride + 1] = Vector.Sum(s11) + Rest(x, 1, w, 1, done, n);
        target[2 * stride] = Vector.Sum(s20) + Rest(x, 2, w, 0, done, n);
        target[(2 * stride) + 1] = Vector.Sum(s21) + Rest(x, 2, w, 1, done, n);
        target[3 * stride] = Vector.Sum(s30) + Rest(x, 3, w, 0, done, n);
        target[(3 * stride) + 1] = Vector.Sum(s31) + Rest(x, 3, w, 1, done, n);
    }

    private static void FourByOne(ReadOnlySpan<float> x, int n, ReadOnlySpan<float> w, Span<float> target, int stride)
    {
        ReadOnlySpan<Vector<float>> x0 = Vectors(x, 0, n), x1 = Vectors(x, 1, n), x2 = Vectors(x, 2, n), x3 = Vectors(x, 3, n);
        ReadOnlySpan<Vector<float>> w0 = Vectors(w, 0, n);
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (int j = 0; j < x0.Length && j < x1.Length && j < x2.Length && j < x3.Length && j < w0.Length; j++)
        {
            Vector<float> a = w0[j];
            s0 = Vector.FusedMultiplyAdd(x0[j], a, s0);
            s1 = Vector.FusedMultiplyAdd(x1[j], a, s1);
            s2 = Vector.FusedMultiplyAdd(x2[j], a, s2);
            s3 = Vector.FusedMultiplyAdd(x3[j], a, s3);
        }

        int done = x0.Length * Vector<float>.Count;
        target[0] = Vector.Sum(s0) + Rest(x, 0, w, 0, done, n);
        target[stride] = Vector.Sum(s1) + Rest(x, 1, w, 0, done, n);
        target[2 * stride] = Vector.Sum(s2) + Rest(x, 2, w, 0, done, n);
        target[3 * stride] = Vector.Sum(s3) + Rest(x, 3, w, 0, done, n);
    }

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> matrix, int row, int n) =>
        MemoryMarshal.Cast<float, Vector<float>>(matrix.Slice(row * n, n));

    private static float Rest(ReadOnlySpan<float> x, int row, ReadOnlySpan<float> w, int output, int from, int n)
    {
        float sum = 0;
        for (int j = from; j < n; j++)
            sum += x[(row * n) + j] * w[(output * n) + j];
        return sum;
    }
}
