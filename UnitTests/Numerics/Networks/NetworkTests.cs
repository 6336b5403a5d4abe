using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Networks;

[TestClass]
public class NetworkTests
{
    [TestMethod]
    public void Create_Mlp_NamesParametersAsPyTorchDoes()
    {
        var network = Network<float>.Create(Mlp.Define(3, [5], 2), seed: 1);
        CollectionAssert.AreEqual(new[] { "layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias" },
            network.Parameters.Select(p => p.Name).ToArray());
        Assert.AreEqual(new Shape(2, 5), network.Parameters[2].Shape);
        Assert.AreEqual(3 * 5 + 5 + 5 * 2 + 2, network.ParameterCount);
    }

    [TestMethod]
    public void Predict_ByHand_GivesScores()
    {
        var network = Network<double>.Create(Mlp.Define(2, [2], 1), [1, -1, 2, 0, 0.5, -3, 3, 4, 10]);
        var scores = new double[1];
        network.Predict([2, 1], scores); // hidden: 2 − 1 + 0.5 = 1.5 and 4 − 3 = 1; 3 · 1.5 + 4 · 1 + 10
        Assert.AreEqual(18.5, scores[0]);
        network.Predict([0, 5], scores); // hidden: −4.5 and −3, rectified to 0
        Assert.AreEqual(10, scores[0]);
    }

    [TestMethod]
    public void Predict_ManyRows_AgreesWithOneByOne()
    {
        var network = Network<double>.Create(Mlp.Define(7, [17, 9], 3), seed: 2);
        double[] x = [.. Enumerable.Range(0, 600 * 7).Select(i => Math.Sin(i))];
        var (all, one) = (new double[600 * 3], new double[3]);
        network.Predict(x, 600, all);
        for (var i = 0; i < 600; i++)
        {
            network.Predict(x.AsSpan(i * 7, 7), one);
            for (var j = 0; j < 3; j++)
                Assert.AreEqual(one[j], all[i * 3 + j], 1e-14);
        }
    }

    [TestMethod]
    public void Predict_OneRowOnceWarm_AllocatesNothing()
    {
        foreach (var network in new[] { Network<float>.Create(Mlp.Define(784, [128], 10), 1),
            Network<float>.Create(Mlp.Define(8, [9000, 9000], 4), 1) })
        {
            var (x, scores) = (new float[network.InputSize], new float[network.OutputSize]);
            network.Predict(x, scores);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 3; i++)
                network.Predict(x, scores);
            Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [TestMethod]
    public void Predict_ManyThreads_GiveTheSameScores()
    {
        var network = Network<float>.Create(Mlp.Define(20, [64, 32], 5), 1);
        float[] x = [.. Enumerable.Range(0, 20).Select(i => (float)i)];
        var expected = new float[5];
        network.Predict(x, expected);
        Parallel.For(0, 200, _ =>
        {
            var scores = new float[5];
            network.Predict(x, scores);
            CollectionAssert.AreEqual(expected, scores);
        });
    }

    [TestMethod]
    public void Predict_SeveralThreads_GiveTheSameBits()
    {
        var network = Network<float>.Create(ResNet.Define([1, 1, 1, 1], outputs: 3, size: 40), seed: 2);
        float[] x = [.. Enumerable.Range(0, 7 * network.InputSize).Select(i => MathF.Sin(i))];
        var (expected, actual) = (new float[21], new float[21]);
        network.Predict(x, 7, expected);
        foreach (var threads in (int[])[1, 2, 3, 0])
        {
            Array.Clear(actual);
            network.Predict(x, 7, actual, threads);
            CollectionAssert.AreEqual(expected, actual, $"{threads} threads");
        }

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => network.Predict(x, 7, actual, -1));
    }

    /// <summary>In prediction a convolution takes the normalization after it along; layer by layer the numbers are the same.</summary>
    [TestMethod]
    public void Predict_ConvolutionAndBatchNorm_EqualsBothLayersOneAfterTheOther()
    {
        var random = new Random(3);
        var definition = new NetworkDefinition(
            new Shape(3, 9, 9), [new Conv2d(10, 3, Padding: 1, Bias: false), new BatchNorm(), new ReLU(), new GlobalAvgPool()]);
        var network = Network<float>.Create(definition, seed: 5);
        foreach (var name in (string[])["layers.1.weight", "layers.1.bias", "layers.1.running_mean", "layers.1.running_var"])
        {
            foreach (ref var value in network.GetParameter(name))
                value = 0.5f + random.NextSingle();
        }

        var convolution = Network<float>.Create(
            new NetworkDefinition(new Shape(3, 9, 9), [new Conv2d(10, 3, Padding: 1, Bias: false)]),
            network.GetParameter("layers.0.weight"));
        float[] x = [.. Enumerable.Range(0, network.InputSize).Select(i => MathF.Sin(i))];
        var (sums, expected, actual) = (new float[convolution.OutputSize], new double[10], new float[10]);
        convolution.Predict(x, sums);
        for (var c = 0; c < 10; c++)
        {
            var factor = network.GetParameter("layers.1.weight")[c] / Math.Sqrt(network.GetParameter("layers.1.running_var")[c] + 1e-5);
            for (var i = 0; i < 81; i++)
            {
                var value = (sums[c * 81 + i] - network.GetParameter("layers.1.running_mean")[c]) * factor;
                expected[c] += Math.Max(0, value + network.GetParameter("layers.1.bias")[c]) / 81;
            }
        }

        network.Predict(x, actual);
        for (var c = 0; c < 10; c++)
            Assert.AreEqual(expected[c], actual[c], 1e-5, $"channel {c}");
    }

    [TestMethod]
    public void Predict_OneImageAndManyThreads_GivesTheSameBits()
    {
        var network = Network<float>.Create(ResNet.Define([1, 1, 1, 1], outputs: 3, size: 70), seed: 2);
        float[] x = [.. Enumerable.Range(0, network.InputSize).Select(i => MathF.Cos(i))];
        var (expected, actual) = (new float[3], new float[3]);
        network.Predict(x, expected);
        network.Predict(x, 1, actual, threads: 4);
        CollectionAssert.AreEqual(expected, actual);
        Assert.AreNotEqual(0, expected[0]);
    }

    [TestMethod]
    public void Predict_WrongLengths_SaysWhatIsNeeded()
    {
        var network = Network<float>.Create(Mlp.Define(3, [], 2), 1);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => network.Predict(new float[4], new float[2])).Message,
            "The network takes 3 features per row, so 1 row(s) need 3; found 4.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => network.Predict(new float[6], 2, new float[3])).Message,
            "The network gives 2 scores per row, so 2 row(s) need room for 4; found 3.");
    }

    [TestMethod]
    public void Create_SameSeed_SameWeightsAndFloatIsDoubleRounded()
    {
        var definition = Mlp.Define(4, [8], 3, initialization: WeightInitialization.GlorotNormal);
        var (a, b, d) = (Network<float>.Create(definition, 9), Network<float>.Create(definition, 9), Network<double>.Create(definition, 9));
        CollectionAssert.AreEqual(a.ParameterValues.ToArray(), b.ParameterValues.ToArray());
        CollectionAssert.AreEqual(a.ParameterValues.ToArray(), d.ParameterValues.ToArray().Select(v => (float)v).ToArray());
        CollectionAssert.AreNotEqual(a.ParameterValues.ToArray(), Network<float>.Create(definition, 10).ParameterValues.ToArray());
    }

    /// <summary>200 × 300 weights: the sample's deviation is within 2 % of the formula's (standard error 0.3 %).</summary>
    [TestMethod]
    [DataRow(WeightInitialization.PyTorch, 1.0 / 200 / 3)]
    [DataRow(WeightInitialization.HeNormal, 2.0 / 200)]
    [DataRow(WeightInitialization.HeUniform, 2.0 / 200)]
    [DataRow(WeightInitialization.GlorotNormal, 2.0 / 500)]
    [DataRow(WeightInitialization.GlorotUniform, 2.0 / 500)]
    public void Create_EachScheme_HasItsVariance(WeightInitialization scheme, double variance)
    {
        var network = Network<double>.Create(Mlp.Define(200, [], 300, initialization: scheme), 1);
        var weights = network.GetParameter("layers.0.weight").ToArray();
        Assert.AreEqual(1, weights.Average(w => w * w) / variance, 0.04);
        Assert.AreEqual(scheme == WeightInitialization.PyTorch, network.GetParameter("layers.0.bias").ToArray().Any(b => b != 0));
    }

    [TestMethod]
    public void Define_ActivationOfEachLayer_StandsBehindIt()
    {
        CollectionAssert.AreEqual(
            new LayerDefinition[] { new Dense(8), new ReLU(), new Dense(4), new Sigmoid(), new Dense(1) },
            Mlp.Define(2, [8, 4], 1, [Activation.ReLU, Activation.Sigmoid]).Layers.ToArray());
        Assert.AreEqual(Mlp.Define(2, [8, 4], 1, Activation.Tanh), Mlp.Define(2, [8, 4], 1, [Activation.Tanh, Activation.Tanh]));
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(
                () => Mlp.Define(2, [8, 4], 1, [Activation.ReLU])).Message, "Each of the 2 hidden layers needs an activation; found 1.");
    }

    [TestMethod]
    public void Define_BadLayers_NamesTheLayer()
    {
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => new NetworkDefinition(new Shape(2), [])).Message,
            "A network needs at least one layer.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => new NetworkDefinition(
                new Shape(2), [new Dense(3), new Dense(0)])).Message, "Layer 1 (Dense): A dense layer needs at least 1 output.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => Mlp.Define(2, [4, -1], 2)).Message, "A hidden layer must have at least 1 unit; found -1.");
    }

    [TestMethod]
    public void GetParameter_Unknown_NamesThoseThereAre()
    {
        var network = Network<float>.Create(Mlp.Define(2, [], 2), 1);
        var exception = Assert.ThrowsExactly<KeyNotFoundException>(() => network.GetParameter("weight"));
        Assert.AreEqual("The network has no parameter 'weight'; it has layers.0.weight, layers.0.bias.", exception.Message);
    }

    [TestMethod]
    public void Clone_ChangedAfterwards_LeavesTheOriginal()
    {
        var network = Network<float>.Create(Mlp.Define(2, [], 2), 1);
        var clone = network.Clone();
        CollectionAssert.AreEqual(network.ParameterValues.ToArray(), clone.ParameterValues.ToArray());
        clone.ParameterValues.Clear();
        Assert.AreNotEqual(0, network.ParameterValues[0]);
    }
}
