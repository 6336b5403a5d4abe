using System.Numerics;

namespace MlPipelines.Numerics.Diagnostics;

/// <summary>How many eigenvalues of a symmetric matrix are positive, negative and zero within a tolerance.</summary>
/// <param name="Positive">Eigenvalues above the tolerance.</param>
/// <param name="Negative">Eigenvalues below minus the tolerance.</param>
/// <param name="Zero">All others.</param>
/// <param name="Tolerance">The tolerance, in the matrix's unit.</param>
public sealed record Inertia(int Positive, int Negative, int Zero, double Tolerance)
{
    /// <summary>The share of positive eigenvalues.</summary>
    public double PositiveShare => (double)Positive / (Positive + Negative + Zero);

    /// <summary>Counts the eigenvalues of a symmetric matrix by Sturm's sequence of its tridiagonal form.</summary>
    /// <param name="matrix">[n, n], row-major; its lower half is read. Not changed. O(n³) time, n² numbers of memory.</param>
    /// <param name="n">Rows, at least 1.</param>
    /// <param name="relativeTolerance">The tolerance as a share of the bound on the largest eigenvalue's size that Gershgorin's discs give,
    /// in (0, 1).</param>
    /// <exception cref="ArgumentException">The length is not n², a number is not finite, or the tolerance is out of its range.</exception>
    public static Inertia Of(ReadOnlySpan<double> matrix, int n, double relativeTolerance = 1e-7)
    {
        if (!(relativeTolerance is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(relativeTolerance), relativeTolerance,
                $"The relative tolerance of an inertia must be above 0 and below 1; found {relativeTolerance}.");
        }

        var form = TridiagonalForm.Of(matrix, n);
        var tolerance = relativeTolerance * form.Bound();
        var (negative, notPositive) = (form.CountBelow(-tolerance), form.CountBelow(tolerance));
        return tolerance == 0 ? new(0, 0, n, 0) : new(n - notPositive, negative, notPositive - negative, tolerance);
    }
}

/// <summary>
/// A tridiagonal matrix with the eigenvalues of a symmetric one, by Householder's reflections (Golub and Van Loan, Matrix Computations,
/// 8.3.1); backward stable: its eigenvalues are those of a matrix within a small multiple of n · 2⁻⁵³ times the norm.
/// </summary>
internal sealed class TridiagonalForm
{
    private readonly double[] _diagonal;
    private readonly double[] _beside;

    private TridiagonalForm(double[] diagonal, double[] beside) => (_diagonal, _beside) = (diagonal, beside);

    /// <summary>The form of a symmetric matrix.</summary>
    /// <param name="matrix">[n, n], row-major; its lower half is read.</param>
    /// <param name="n">Rows, at least 1.</param>
    /// <exception cref="ArgumentException">The length is not n², or a number is not finite.</exception>
    public static TridiagonalForm Of(ReadOnlySpan<double> matrix, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        if (matrix.Length != (long)n * n)
        {
            throw new ArgumentException(
                $"A matrix of {n} rows and columns has {(long)n * n} numbers; found {matrix.Length}.", nameof(matrix));
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (!double.IsFinite(matrix[(i * n) + j]))
                {
                    throw new ArgumentException(
                        $"The matrix must be finite; found {matrix[(i * n) + j]} in row {i}, column {j} (from 0).", nameof(matrix));
                }
            }
        }

        var a = matrix.ToArray();
        var (beside, v, p) = (new double[n - 1], new double[n], new double[n]);
        for (var last = n - 1; last > 0; last--)
            beside[last - 1] = Reflect(a, n, last, v, p);
        return new([.. Enumerable.Range(0, n).Select(i => a[(i * n) + i])], beside);
    }

    /// <summary>No eigenvalue is larger than this, without its sign: the largest sum of sizes in a row.</summary>
    public double Bound()
    {
        var bound = 0.0;
        for (var i = 0; i < _diagonal.Length; i++)
        {
            bound = Math.Max(
                bound, Math.Abs(_diagonal[i]) + (i > 0 ? Math.Abs(_beside[i - 1]) : 0) + (i < _beside.Length ? Math.Abs(_beside[i]) : 0));
        }

        return bound;
    }

    /// <summary>How many eigenvalues are below x: the negative pivots of the matrix less x.</summary>
    public int CountBelow(double x)
    {
        var (count, pivot) = (0, 1.0);
        for (var i = 0; i < _diagonal.Length; i++)
        {
            pivot = _diagonal[i] - x - (i == 0 ? 0 : _beside[i - 1] * _beside[i - 1] / pivot);
            if (pivot == 0)
                pivot = double.Epsilon * 1e20; // a pivot of exactly 0 moves by less than any rounding before it
            if (pivot < 0)
                count++;
        }

        return count;
    }

    /// <summary>
    /// Reflects so that row <paramref name="last"/> is 0 left of its neighbour, which is returned; the rows before become those of the
    /// smaller problem.
    /// </summary>
    private static double Reflect(double[] a, int n, int last, double[] v, double[] p)
    {
        var row = a.AsSpan(last * n, last);
        var largest = 0.0;
        for (var k = 0; k < last - 1; k++)
            largest = Math.Max(largest, Math.Abs(row[k]));
        if (largest == 0)
            return row[last - 1];

        largest = Math.Max(largest, Math.Abs(row[last - 1]));
        var square = 0.0;
        for (var k = 0; k < last; k++)
        {
            v[k] = row[k] / largest;
            square += v[k] * v[k];
        }

        var norm = v[last - 1] > 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
        var half = square - (norm * v[last - 1]); // |v|² / 2 after the next line
        v[last - 1] -= norm;

        Array.Clear(p, 0, last);
        for (var i = 0; i < last; i++)
        {
            var own = a.AsSpan(i * n, i);
            p[i] += MultiplyBoth(own, v, v[i], p) + (a[(i * n) + i] * v[i]);
        }

        var share = 0.0;
        for (var i = 0; i < last; i++)
        {
            p[i] /= half;
            share += p[i] * v[i];
        }

        share /= 2 * half;
        for (var i = 0; i < last; i++)
            p[i] -= share * v[i];
        for (var i = 0; i < last; i++)
        {
            var own = a.AsSpan(i * n, i + 1);
            SubtractBoth(own, v[i], p, p[i], v);
        }

        return norm * largest;
    }

    /// <summary>Adds a · factor to p and returns a · v: a row of the lower half stands for a column of the upper one too.</summary>
    private static double MultiplyBoth(ReadOnlySpan<double> a, ReadOnlySpan<double> v, double factor, Span<double> p)
    {
        v = v[..a.Length];
        p = p[..a.Length];
        var (wide, i) = (Vector<double>.Zero, 0);
        for (; i + Vector<double>.Count <= a.Length; i += Vector<double>.Count)
        {
            var part = new Vector<double>(a[i..]);
            wide = Vector.FusedMultiplyAdd(part, new Vector<double>(v[i..]), wide);
            Vector.FusedMultiplyAdd(part, new Vector<double>(factor), new Vector<double>(p[i..])).CopyTo(p[i..]);
        }

        var sum = Vector.Sum(wide);
        for (; i < a.Length; i++)
        {
            sum += a[i] * v[i];
            p[i] += a[i] * factor;
        }

        return sum;
    }

    /// <summary>a ← a − x · p − y · v.</summary>
    private static void SubtractBoth(Span<double> a, double x, ReadOnlySpan<double> p, double y, ReadOnlySpan<double> v)
    {
        v = v[..a.Length];
        p = p[..a.Length];
        var i = 0;
        for (; i + Vector<double>.Count <= a.Length; i += Vector<double>.Count)
            (new Vector<double>(a[i..]) - (new Vector<double>(p[i..]) * x) - (new Vector<double>(v[i..]) * y)).CopyTo(a[i..]);
        for (; i < a.Length; i++)
            a[i] -= (x * p[i]) + (y * v[i]);
    }
}
