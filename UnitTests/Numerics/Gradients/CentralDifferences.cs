namespace MlPipelines.UnitTests.Numerics.Gradients;

/// <summary>Compares a gradient with (f(x + h) − f(x − h)) / 2h, coordinate by coordinate, in double.</summary>
internal static class CentralDifferences
{
    /// <summary>
    /// The difference's own error is about h² f''' plus 1e-16 / h, so with h = 1e-5 near 1e-10; 1e-7 relative to the gradient's size leaves
    /// room for sums.
    /// </summary>
    private const double Step = 1e-5;
    private const double Tolerance = 1e-7;

    public static void AssertGradient(Func<double> f, Span<double> x, ReadOnlySpan<double> gradient, string what)
    {
        var scale = 1e-3;
        foreach (var g in gradient)
            scale = Math.Max(scale, Math.Abs(g));
        for (var i = 0; i < x.Length; i++)
        {
            var original = x[i];
            x[i] = original + Step;
            var above = f();
            x[i] = original - Step;
            var below = f();
            x[i] = original;
            Assert.AreEqual((above - below) / (2 * Step), gradient[i], Tolerance * scale, $"{what}, element {i}");
        }
    }
}
