using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Diagnostics;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Diagnostics;

[TestClass]
public sealed class NetworkInterpolationTests
{
    [TestMethod]
    public void At_EndsAndMiddle_AreTheNetworksAndTheirMean()
    {
        var (a, b) = (Network<float>.Create(Mlp.Define(3, [4], 2), seed: 1), Network<float>.Create(Mlp.Define(3, [4], 2), seed: 2));

        CollectionAssert.AreEqual(a.ParameterValues.ToArray(), NetworkInterpolation.At(a, b, 0).ParameterValues.ToArray());
        CollectionAssert.AreEqual(b.ParameterValues.ToArray(), NetworkInterpolation.At(a, b, 1).ParameterValues.ToArray());
        var beyond = NetworkInterpolation.At(a, b, -1).ParameterValues.ToArray();
        for (var i = 0; i < beyond.Length; i++)
            Assert.AreEqual((2 * a.ParameterValues[i]) - b.ParameterValues[i], beyond[i], 1e-6f);
    }

    /// <summary>
    /// The first layer normalizes the inputs: its statistics must be theirs, batch by batch, whatever the two networks had.
    /// </summary>
    [TestMethod]
    public void At_BatchNormalization_MeasuresTheStatisticsAnew()
    {
        var definition = new NetworkDefinition(new Shape(2), [new BatchNorm(), new Dense(2)]);
        var (a, b) = (Network<double>.Create(definition, seed: 1), Network<double>.Create(definition, seed: 2));
        a.StateValues.Fill(7);
        double[] rows = [.. Enumerable.Range(0, 600 * 2).Select(i => Math.Sin(i) + (i % 2))];
        var samples = SampleSet<double>.Classification(rows, 2, new int[600], 2);

        var middle = NetworkInterpolation.At(a, b, 0.5, samples);

        for (var c = 0; c < 2; c++)
        {
            // two batches of every other row; the last 88 fill none
            double[][] batches = [.. Enumerable.Range(0, 2)
                .Select(k => rows.Where((_, i) => i % 2 == c).Take(512).Where((_, i) => i % 2 == k).ToArray())];
            Assert.AreEqual(batches.Average(batch => batch.Average()), middle.GetParameter("layers.0.running_mean")[c], 1e-12);
            Assert.AreEqual(batches.Average(batch => batch.Sum(v => Math.Pow(v - batch.Average(), 2)) / 255),
                middle.GetParameter("layers.0.running_var")[c], 1e-12);
        }

        Assert.AreEqual(7, a.StateValues[0]);
    }

    [TestMethod]
    public void At_WhatDoesNotFit_Throws()
    {
        var network = Network<float>.Create(Mlp.Define(3, [4], 2), seed: 1);
        var normalized = Network<float>.Create(Mlp.Define(3, [4], 2, batchNorm: true), seed: 1);

        Assert.ThrowsExactly<ArgumentException>(
            () => NetworkInterpolation.At(network, Network<float>.Create(Mlp.Define(3, [5], 2), seed: 1), 0.5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => NetworkInterpolation.At(network, network, double.NaN));
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => NetworkInterpolation.At(
                normalized, normalized, 0.5)).Message, "The networks have batch normalization: give rows to measure its statistics on.");
    }
}
