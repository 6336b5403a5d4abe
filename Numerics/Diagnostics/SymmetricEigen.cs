namespace MlPipelines.Numerics.Diagnostics;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations, sweep by sweep (Golub and Van Loan, Matrix Computations, 8.5); for some hundreds of rows.</summary>
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
