using System.Numerics;

namespace MlPipelines.Numerics.Diagnostics;

/// <summary>
/// Points in very many dimensions, such as a network's weights after each epoch, on the few directions in which they differ most. From the
/// matrix of their inner products, whose size is the number of points, not of dimensions (Schölkopf, Smola and Müller 1998, with the linear
/// kernel).
/// </summary>
public sealed record PrincipalComponents
{
    private PrincipalComponents(IReadOnlyList<double[]> scores, IReadOnlyList<double> shares) => (Scores, Shares) = (scores, shares);

    /// <summary>
    /// For each component, from the largest, the place of every point on it, about their mean. That of greatest size is positive.
    /// </summary>
    public IReadOnlyList<double[]> Scores { get; }

    /// <summary>For each component, the share of the points' variance that it has; all 0 where the points are one.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>The first components.</summary>
    /// <param name="points">Two or more, all of the same length, finite.</param>
    /// <param name="count">How many, from 1 to the number of points.</param>
    /// <exception cref="ArgumentException">Too few points, lengths that differ, a number that is not finite, or a count out of its
    /// range.</exception>
    public static PrincipalComponents Of<T>(IReadOnlyList<ReadOnlyMemory<T>> points, int count = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(points);
        var n = points.Count;
        if (n < 2)
            throw new ArgumentException($"Principal components need two points or more; found {n}.", nameof(points));
        if (count < 1 || count > n)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{n} points have 1 to {n} components; {count} were asked for.");
        for (var i = 1; i < n; i++)
        {
            if (points[i].Length != points[0].Length)
            {
                throw new ArgumentException(
                    $"Point {i} (from 0) has {points[i].Length} numbers, point 0 has {points[0].Length}.", nameof(points));
            }
        }

        var products = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                products[(i * n) + j] = products[(j * n) + i] = Dot(points[i].Span, points[j].Span, points[0].Span);
            if (!double.IsFinite(products[(i * n) + i]))
                throw new ArgumentException($"Point {i} (from 0) has a number that is not finite.", nameof(points));
        }

        Center(products, n);
        var (values, vectors) = SymmetricEigen.Of(products, n);
        var total = Enumerable.Range(0, n).Sum(i => products[(i * n) + i]);
        var scores = new List<double[]>();
        var shares = new List<double>();
        for (var k = 0; k < count; k++)
        {
            var size = Math.Sqrt(Math.Max(0, values[k]));
            var own = new double[n];
            for (var i = 0; i < n; i++)
                own[i] = size * vectors[(k * n) + i];
            if (own[own.Select(Math.Abs).Index().MaxBy(pair => pair.Item).Index] < 0)
                own = [.. own.Select(value => -value)];
            scores.Add(own);
            shares.Add(total > 0 ? Math.Max(0, values[k]) / total : 0);
        }

        return new(scores, shares);
    }

    /// <summary>The inner product of two points about a third, so that what all points share cancels nothing.</summary>
    private static double Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> about)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (even, odd, i) = (0.0, 0.0, 0);
        for (; i + 2 <= a.Length; i += 2)
        {
            var (x, y) = (double.CreateTruncating(about[i]), double.CreateTruncating(about[i + 1]));
            even += (double.CreateTruncating(a[i]) - x) * (double.CreateTruncating(b[i]) - x);
            odd += (double.CreateTruncating(a[i + 1]) - y) * (double.CreateTruncating(b[i + 1]) - y);
        }

        if (i < a.Length)
        {
            even += (double.CreateTruncating(a[i]) - double.CreateTruncating(about[i]))
                * (double.CreateTruncating(b[i]) - double.CreateTruncating(about[i]));
        }

        return even + odd;
    }

    /// <summary>The inner products of the points less their mean.</summary>
    private static void Center(double[] products, int n)
    {
        double[] means = [.. Enumerable.Range(0, n).Select(i => products.AsSpan(i * n, n).ToArray().Average())];
        var mean = means.Average();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                products[(i * n) + j] += mean - means[i] - means[j];
        }
    }
}

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations, sweep by sweep (Golub and Van Loan, Matrix Computations, 8.5);
/// for some hundreds of rows.
/// </summary>
internal static class SymmetricEigen
{
    private const int MaximumSweeps = 60;

    /// <summary>Eigenvalues, falling, and their vectors of length 1.</summary>
    /// <param name="matrix">[n, n], row-major, symmetric, finite; not changed.</param>
    /// <param name="n">Rows.</param>
    /// <returns>[n], and [n, n] with a vector in each row.</returns>
    public static (double[] Values, double[] Vectors) Of(ReadOnlySpan<double> matrix, int n)
    {
        var a = matrix.ToArray();
        var vectors = new double[n * n];
        for (var i = 0; i < n; i++)
            vectors[(i * n) + i] = 1;
        for (var sweep = 0; sweep < MaximumSweeps && !IsDiagonal(a, n); sweep++)
        {
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                    Rotate(a, vectors, n, p, q);
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => a[(i * n) + i])];
        return ([.. order.Select(i => a[(i * n) + i])], [.. order.SelectMany(i => vectors.AsSpan(i * n, n).ToArray())]);
    }

    private static bool IsDiagonal(double[] a, int n)
    {
        var (beside, all) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var square = a[(i * n) + j] * a[(i * n) + j];
                all += square;
                beside += i == j ? 0 : square;
            }
        }

        return beside <= 1e-30 * all;
    }

    /// <summary>The rotation that makes entry (p, q) 0.</summary>
    private static void Rotate(double[] a, double[] vectors, int n, int p, int q)
    {
        var apq = a[(p * n) + q];
        if (apq == 0)
            return;
        var theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * apq);
        var t = Math.Sign(theta) / (Math.Abs(theta) + Math.Sqrt(1 + (theta * theta)));
        if (theta == 0)
            t = 1;
        var c = 1 / Math.Sqrt(1 + (t * t));
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            var (kp, kq) = (a[(k * n) + p], a[(k * n) + q]);
            a[(k * n) + p] = (c * kp) - (s * kq);
            a[(k * n) + q] = (s * kp) + (c * kq);
        }

        for (var k = 0; k < n; k++)
        {
            var (pk, qk) = (a[(p * n) + k], a[(q * n) + k]);
            a[(p * n) + k] = (c * pk) - (s * qk);
            a[(q * n) + k] = (s * pk) + (c * qk);
            (pk, qk) = (vectors[(p * n) + k], vectors[(q * n) + k]);
            vectors[(p * n) + k] = (c * pk) - (s * qk);
            vectors[(q * n) + k] = (s * pk) + (c * qk);
        }
    }
}
