using MlPipelines.Numerics.Diagnostics;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Diagnostics;

[TestClass]
public sealed class OutputJacobianTests
{
    [TestMethod]
    public void FrobeniusNorms_TanhNetwork_ArePyTorchs()
    {
        var norms = OutputJacobian.FrobeniusNorms(TanhNetwork.Create(), TanhNetwork.Rows, 3);

        double[] expected = [0.5951387313521136, 0.5551895033829299, 0.545867371105485];
        for (var i = 0; i < 3; i++)
            Assert.AreEqual(expected[i], norms[i], 1e-14);
    }

    [TestMethod]
    public void FrobeniusNorms_LinearNetwork_AreThatOfItsWeightsAtEveryRow()
    {
        var network = Network<float>.Create(Mlp.Define(7, [], 3), seed: 4);
        var expected = Math.Sqrt(network.GetParameter("layers.0.weight").ToArray().Sum(w => (double)w * w));
        float[] rows = [.. Enumerable.Range(0, 300 * 7).Select(i => MathF.Sin(i))];

        foreach (var norm in OutputJacobian.FrobeniusNorms(network, rows, 300))
            Assert.AreEqual(expected, norm, 1e-5);
    }

    [TestMethod]
    public void FrobeniusNorms_ConvolutionWithDropout_AreThoseOfDifferences()
    {
        var network = Network<double>.Create(
            new NetworkDefinition(new Shape(1, 6, 6),
                [new Conv2d(3, 3), new Tanh(), new Flatten(), new Dense(5), new Tanh(), new Dropout(0.5), new Dense(2)]), seed: 2);
        double[] x = [.. Enumerable.Range(0, 36).Select(i => Math.Cos(2 * i))], plus = new double[2], minus = new double[2];
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            const double Step = 1e-6;
            var at = x[i];
            x[i] = at + Step;
            network.Predict(x, plus);
            x[i] = at - Step;
            network.Predict(x, minus);
            x[i] = at;
            sum += plus.Zip(minus, (p, m) => Math.Pow((p - m) / (2 * Step), 2)).Sum();
        }

        Assert.AreEqual(Math.Sqrt(sum), OutputJacobian.FrobeniusNorms(network, x, 1)[0], 1e-8);
    }

    [TestMethod]
    public void FrobeniusNorms_WhatDoesNotFit_Throws()
    {
        var normalized = Network<float>.Create(Mlp.Define(2, [3], 2, batchNorm: true), seed: 1);

        Assert.ThrowsExactly<NotSupportedException>(() => OutputJacobian.FrobeniusNorms(normalized, new float[4], 2));
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => OutputJacobian.FrobeniusNorms(
                TanhNetwork.Create(), new double[5], 3)).Message, "3 rows of 2 inputs are 6 numbers; found 5.");
    }
}
