using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Diagnostics;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Diagnostics;

[TestClass]
public sealed class LossSurfaceTests
{
    private static LossSurface Surface => new(TanhNetwork.Create(), TanhNetwork.Samples, new SoftmaxCrossEntropy());

    [TestMethod]
    public void Evaluate_TanhNetwork_IsPyTorchsLoss() => Assert.AreEqual(0.9161354013670148, Surface.Evaluate(default), 1e-14);

    [TestMethod]
    public void HessianProduct_TanhNetwork_IsPyTorchs()
    {
        double[] expected =
        [
            0.07125657380726866, 0.12480584582862653, 0.13682205583983867, -0.05820706356309713, 0.2451410367930272, 0.15586696570951225,
            -0.010628290832846016, 0.02991633827703353,
            0.1328910128699882, 0.39709232295478947, -0.0333882953486054, -0.32254362087610083, -0.3970923229547895, 0.03338829534860534,
            0.3225436208761009, -0.010614009851829302, 0.010614009851829255,
        ];
        double[] v = [.. Enumerable.Range(0, 17).Select(i => Math.Cos(0.7 * i))], product = new double[17];

        Assert.IsTrue(Surface.HessianProduct(v, product));

        for (var i = 0; i < 17; i++)
            Assert.AreEqual(expected[i], product[i], 1e-8);
    }

    [TestMethod]
    public void Hessian_TanhNetwork_HasTheInertiaOfPyTorchsEigenvalues()
    {
        var surface = Surface;
        var place = surface.Place.ToArray();

        var (matrix, kinks) = surface.Hessian();

        Assert.AreEqual(0, kinks);
        CollectionAssert.AreEqual(place, surface.Place.ToArray());
        var inertia = Inertia.Of(matrix, 17, relativeTolerance: 1e-6);
        Assert.AreEqual((7, 6, 4), (inertia.Positive, inertia.Negative, inertia.Zero));
        Assert.AreEqual(-1.000988869426867, SymmetricEigen.Of(matrix, 17).Values[^1], 1e-7);
    }

    [TestMethod]
    public void Hessian_LinearRegression_IsTheRowsProducts()
    {
        double[] x = [1, 2, -1, 0.5, 3, 1, 0, -2];
        var surface = new LossSurface(Network<double>.Create(Mlp.Define(2, [], 1), seed: 1),
            SampleSet<double>.Regression(x, 2, new double[] { 1, 2, 3, 4 }), new MeanSquaredError());

        var (matrix, _) = surface.Hessian();

        // The mean of 2 (x, 1)(x, 1)ᵀ.
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
                Assert.AreEqual(Enumerable.Range(0, 4).Average(r => 2 * At(r, i) * At(r, j)), matrix[(i * 3) + j], 1e-8);
        }

        double At(int row, int column) => column < 2 ? x[(row * 2) + column] : 1;
    }

    /// <summary>max(w x, 0) at w = 0 has a kink that every step crosses.</summary>
    [TestMethod]
    public void HessianProduct_AtAKink_SaysSo()
    {
        var network = Network<double>.Create(
            new NetworkDefinition(new Shape(1), [new Dense(1, Bias: false), new ReLU(), new Dense(1, Bias: false)]), [0.0, 1.0]);
        var surface = new LossSurface(network, SampleSet<double>.Regression(new[] { 1.0 }, 1, new[] { 1.0 }), new MeanSquaredError());

        Assert.IsFalse(surface.HessianProduct([1, 0], new double[2]));
        Assert.AreEqual(1, surface.Hessian().Kinks);
    }

    [TestMethod]
    public void Create_NetworkWhoseLossIsNoFunctionOfItsParameters_Throws()
    {
        Assert.ThrowsExactly<NotSupportedException>(() => new LossSurface(
            Network<double>.Create(Mlp.Define(2, [3], 2, dropout: 0.5), seed: 1), TanhNetwork.Samples, new SoftmaxCrossEntropy()));
        Assert.ThrowsExactly<NotSupportedException>(() => new LossSurface(
            Network<double>.Create(Mlp.Define(2, [3], 2, batchNorm: true), seed: 1), TanhNetwork.Samples, new SoftmaxCrossEntropy()));
        Assert.ThrowsExactly<ArgumentException>(() => Surface.HessianProduct(new double[3], new double[17]));
    }

    [TestMethod]
    public void Run_LinearRegression_FindsTheLeastSquares()
    {
        double[] x = [1, 2, -1, 0.5, 3, 1, 0, -2];
        double[] y = [.. Enumerable.Range(0, 4).Select(r => (2 * x[2 * r]) - x[(2 * r) + 1] + 0.5)];
        var surface = new LossSurface(
            Network<double>.Create(Mlp.Define(2, [], 1), seed: 1), SampleSet<double>.Regression(x, 2, y), new MeanSquaredError());

        var (loss, ratio, steps) = new CriticalPointSearch { Tolerance = 1e-9 }.Run(surface);

        Assert.IsLessThan(1e-9, ratio);
        Assert.IsLessThan(1e-15, loss);
        Assert.IsLessThan(50, steps);
        Assert.AreEqual(2, surface.Place[0], 1e-7);
        Assert.AreEqual(-1, surface.Place[1], 1e-7);
        Assert.AreEqual(0.5, surface.Place[2], 1e-7);
    }

    [TestMethod]
    public void Run_TanhNetwork_GoesDownAndStopsByItsSteps()
    {
        var surface = Surface;
        var before = surface.Evaluate(default);

        var (loss, _, steps) = new CriticalPointSearch { MaximumSteps = 5 }.Run(surface);

        Assert.AreEqual(5, steps);
        Assert.IsLessThan(before, loss);
        Assert.AreEqual(loss, surface.Evaluate(default));
    }
}
