using MlPipelines.Numerics.Regression;

namespace MlPipelines.UnitTests.Numerics.Regression;

[TestClass]
public sealed class LeastSquaresTests
{
    private const int Columns = 3;

    /// <summary>Twelve rows of three features, the last one far from 0, and targets near a plane.</summary>
    private static readonly float[] Features = [.. Enumerable.Range(0, 12).SelectMany(i => new[]
    {
        (float)(i * 7 % 12), i * i % 5, 1000 + (i * 5 % 7 * 0.25f),
    })];

    private static readonly double[] Targets = [.. Enumerable.Range(0, 12).Select(
        i => (3 * Features[3 * i]) - (2 * Features[(3 * i) + 1]) + (0.5 * Features[(3 * i) + 2]) + (i * 3 % 4) - 1.5)];

    private static readonly float[] Weights = [.. Enumerable.Range(0, 12).Select(i => new[] { 1, 2, 0.5f }[i % 3])];

    /// <summary>NumPy 2's numpy.linalg.lstsq in double on the centred rows, these times the root of the weight.</summary>
    [TestMethod]
    public void Solve_RowsOfFullRank_GivesWhatLstsqGives()
    {
        Near([3.0972344786280632, -2.1754020803226553, 0.35785670719980556], 142.02206427790486, LeastSquares.Solve(Features, 3, Targets));
        Near(
            [3.126159893491004, -2.109054337214388, 0.3734774475117355], 126.11007573556867,
            LeastSquares.Solve(Features, Columns, Targets, Weights));
        Assert.AreEqual(Columns, LeastSquares.Solve(Features, Columns, Targets).Rank);
    }

    /// <summary>As above, with rows of the root of the penalty below the others and a target of 0.</summary>
    [TestMethod]
    public void Solve_Penalty_GivesWhatLstsqGivesOfRowsForIt() => Near(
        [3.057340094386989, -2.034066338655153, 0.2712989925360657], 228.6167787930503,
        LeastSquares.Solve(Features, Columns, Targets, l2: 2.5));

    [TestMethod]
    public void Solve_WholeWeights_EqualRowsThatComeAgain()
    {
        float[] weights = [.. Enumerable.Range(0, 12).Select(i => 1f + (i % 2))];
        int[] rows = [.. Enumerable.Range(0, 12).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];

        var repeated = LeastSquares.Solve(
            [.. rows.SelectMany(i => Features.AsSpan(i * Columns, Columns).ToArray())], Columns, [.. rows.Select(i => Targets[i])]);

        Near(repeated.Weights, repeated.Intercept, LeastSquares.Solve(Features, Columns, Targets, weights));
    }

    /// <summary>A sum of two features, rounded to float, and a constant: without them the predictions are the same.</summary>
    [TestMethod]
    public void Solve_DependentAndConstantFeatures_AreLeftOut()
    {
        float[] wide = [.. Enumerable.Range(0, 12).SelectMany(i => new[]
        {
            Features[3 * i], Features[(3 * i) + 1], Features[(3 * i) + 2], 7.1f,
            (0.1f * Features[3 * i]) + (0.3f * Features[(3 * i) + 1]),
        })];

        var (fit, plain) = (LeastSquares.Solve(wide, 5, Targets), LeastSquares.Solve(Features, Columns, Targets));

        Assert.AreEqual(3, fit.Rank);
        Assert.AreEqual(2, fit.Weights.Count(weight => weight == 0));
        Assert.AreEqual(0, fit.Weights[3]);
        for (var i = 0; i < 12; i++)
            Assert.AreEqual(Predict(plain, Features.AsSpan(3 * i, 3)), Predict(fit, wide.AsSpan(5 * i, 5)), 1e-5);
    }

    [TestMethod]
    public void Solve_FewerRowsThanFeatures_PredictsTheirTargets()
    {
        var fit = LeastSquares.Solve(Features.AsSpan(0, 6), Columns, Targets.AsSpan(0, 2));

        Assert.AreEqual(1, fit.Rank);
        Assert.AreEqual(Targets[0], Predict(fit, Features.AsSpan(0, 3)), 1e-9);
        Assert.AreEqual(Targets[1], Predict(fit, Features.AsSpan(3, 3)), 1e-9);
        Assert.AreEqual(5, Predict(LeastSquares.Solve([1, 2, 3], Columns, [5]), [8, 8, 8]));
    }

    /// <summary>Sizes from 1e-3 to 1e6 beside each other, and more rows than one block of products.</summary>
    [TestMethod]
    public void Solve_ExactPlane_FindsItWhateverTheScales()
    {
        var random = new Random(3);
        double[] scales = [1e-3, 1, 1e6], planted = [500, -2, 3e-6];
        var features = new float[700 * Columns];
        var targets = new double[700];
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = 12;
            for (var column = 0; column < Columns; column++)
            {
                features[row * Columns + column] = (float)(scales[column] * (random.NextDouble() + 10));
                targets[row] += planted[column] * features[row * Columns + column];
            }
        }

        var fit = LeastSquares.Solve(features, Columns, targets);

        for (var column = 0; column < Columns; column++)
            Assert.AreEqual(planted[column], fit.Weights[column], 1e-10 * Math.Abs(planted[column]));
        Assert.AreEqual(12, fit.Intercept, 1e-8);
    }

    /// <summary>
    /// Each row twice with half the weight asks for the same weights, and there are then more rows than features, so that all products are
    /// kept.
    /// </summary>
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.5)]
    public void Solve_FewerRowsThanFeatures_GivesWhatTheRowsTwiceGive(double l2)
    {
        var (features, targets) = Noise(rows: 15, columns: 20);

        var once = LeastSquares.Solve(features, 20, targets, l2: l2);
        var twice = LeastSquares.Solve([.. features, .. features], 20, [.. targets, .. targets], Enumerable.Repeat(0.5f, 30).ToArray(), l2);

        Assert.AreEqual(l2 > 0 ? 20 : 14, once.Rank);
        Near(twice.Weights, twice.Intercept, once);
    }

    [TestMethod]
    public void Solve_FiftyThousandFeatures_TakesNoSquareOfThem()
    {
        var (features, targets) = Noise(rows: 20, columns: 50_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var fit = LeastSquares.Solve(features, 50_000, targets);

        Assert.IsLessThan(250_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(19, fit.Rank);
        for (var row = 0; row < targets.Length; row++)
        {
            var predicted = fit.Intercept;
            for (var column = 0; column < 50_000; column++)
                predicted += fit.Weights[column] * features[(row * 50_000) + column];
            Assert.AreEqual(targets[row], predicted, 1e-9);
        }
    }

    private static (float[] Features, double[] Targets) Noise(int rows, int columns)
    {
        var random = new Random(5);
        return ([.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle())],
            [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())]);
    }

    [TestMethod]
    public void Solve_WhatDoesNotFit_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => LeastSquares.Solve([], 1, []));
        StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => LeastSquares.Solve([1, 2, 3], 2, [1, 2])).Message,
            "The features hold 3 values; 2 rows of 2 columns need 4.");
        StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => LeastSquares.Solve([1, 2], 1, [1, 2], [1])).Message,
            "There are 1 weights for 2 rows.");
        StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => LeastSquares.Solve([1, 2], 1, [1, 2], l2: -1)).Message,
            "The penalty must be finite and at least 0; found -1.");
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => LeastSquares.Solve([1, 2], 1, [1, 2], cancellation: source.Token));
    }

    private static double Predict(LinearFit fit, ReadOnlySpan<float> row)
    {
        var sum = fit.Intercept;
        for (var i = 0; i < row.Length; i++)
            sum += fit.Weights[i] * row[i];
        return sum;
    }

    private static void Near(double[] weights, double intercept, LinearFit fit)
    {
        for (var i = 0; i < weights.Length; i++)
            Assert.AreEqual(weights[i], fit.Weights[i], 1e-10);
        Assert.AreEqual(intercept, fit.Intercept, 1e-7);
    }
}
