using MlPipelines.Numerics.Diagnostics;

namespace MlPipelines.UnitTests.Numerics.Diagnostics;

[TestClass]
public sealed class InertiaTests
{
    [TestMethod]
    [DataRow(1, 0, 0)]
    [DataRow(0, 1, 0)]
    [DataRow(3, 2, 1)]
    [DataRow(17, 30, 16)]
    [DataRow(60, 0, 41)]
    public void Of_ReflectedDiagonal_CountsItsSigns(int positive, int negative, int zero)
    {
        double[] eigenvalues = [.. Enumerable.Range(1, positive).Select(i => 0.5 * i),
            .. Enumerable.Range(1, negative).Select(i => -0.1 * i), .. new double[zero]];

        var inertia = Inertia.Of(Reflected(eigenvalues), eigenvalues.Length);

        Assert.AreEqual((positive, negative, zero), (inertia.Positive, inertia.Negative, inertia.Zero));
        Assert.AreEqual((double)positive / eigenvalues.Length, inertia.PositiveShare);
    }

    [TestMethod]
    public void Of_SecondDifferences_CountsBetweenTheKnownEigenvalues()
    {
        const int N = 40; // eigenvalues 2 − 2 cos(kπ / 41), less 1: a third of them negative
        var matrix = new double[N * N];
        for (var i = 0; i < N; i++)
        {
            matrix[(i * N) + i] = 1;
            if (i > 0)
                matrix[(i * N) + i - 1] = matrix[((i - 1) * N) + i] = -1;
        }

        var inertia = Inertia.Of(matrix, N);

        Assert.AreEqual(Enumerable.Range(1, N).Count(k => 1 - (2 * Math.Cos(k * Math.PI / (N + 1))) < 0), inertia.Negative);
        Assert.AreEqual(0, inertia.Zero);
    }

    [TestMethod]
    public void Of_Zeros_AreAllZero() => Assert.AreEqual(new Inertia(0, 0, 3, 0), Inertia.Of(new double[9], 3));

    [TestMethod]
    public void Of_EigenvaluesWithinTheTolerance_AreZero()
    {
        var inertia = Inertia.Of(Reflected([1, 1e-9, -1e-9]), 3);

        Assert.AreEqual((1, 0, 2), (inertia.Positive, inertia.Negative, inertia.Zero));
    }

    [TestMethod]
    public void Of_BadMatrix_SaysWhere()
    {
        Assert.AreEqual(
            "The matrix must be finite; found NaN in row 1, column 0 (from 0). (Parameter 'matrix')",
            Assert.ThrowsExactly<ArgumentException>(() => Inertia.Of([1, 0, double.NaN, 1], 2)).Message);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(
                () => Inertia.Of([1, 0, 1], 2)).Message, "A matrix of 2 rows and columns has 4 numbers; found 3.");
    }

    /// <summary>Q diag(λ) Q with the reflection Q = I − 2 u uᵀ / |u|².</summary>
    private static double[] Reflected(double[] eigenvalues)
    {
        var n = eigenvalues.Length;
        double[] u = [.. Enumerable.Range(0, n).Select(i => 1 + Math.Sin(3 * i))];
        var square = u.Sum(x => x * x);
        double Q(int i, int j) => (i == j ? 1 : 0) - (2 * u[i] * u[j] / square);
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                matrix[(i * n) + j] = Enumerable.Range(0, n).Sum(k => Q(i, k) * eigenvalues[k] * Q(k, j));
        }

        return matrix;
    }
}
