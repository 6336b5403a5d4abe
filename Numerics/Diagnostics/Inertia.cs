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
    /// <param name="relativeTolerance">The tolerance as a share of the bound on the largest eigenvalue's size that Gershgorin's discs give, in (0, 1).</param>
    /// <exception cref="ArgumentException">The length is not n², a number is not finite, or the tolerance is out of its range.</exception>
    public static Inertia Of(ReadOnlySpan<double> matrix, int n, double relativeTolerance = 1e-7)
    {
        if (!(relativeTolerance is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(relativeTolerance), relativeTolerance, $"The relative tolerance of an inertia must be above 0 and below 1; found {relativeTolerance}.");
        var form = TridiagonalForm.Of(matrix, n);
        var tolerance = relativeTolerance * form.Bound();
        var (negative, notPositive) = (form.CountBelow(-tolerance), form.CountBelow(tolerance));
        return tolerance == 0 ? new(0, 0, n, 0) : new(n - notPositive, negative, notPositive - negative, tolerance);
    }
}
