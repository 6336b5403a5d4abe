using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Networks;

[TestClass]
public sealed class ResidualNetworkTests
{
    /// <summary>
    /// The figures that torchvision documents for its resnet18: 11 689 512 parameters and 1.81 GMAC; convolutions and the last layer by
    /// hand give 1 814 073 344.
    /// </summary>
    [TestMethod]
    public void Define18_Summary_HasTorchvisionsParametersAndMultiplyAdds()
    {
        var summary = ResNet.Define18().Summary();
        Assert.AreEqual(11_689_512, summary.Parameters);
        Assert.AreEqual(1_814_073_344, summary.MultiplyAdds);
        StringAssert.Contains(summary.ToString(), "  layer2.0.downsample.0  Conv2d");
        StringAssert.Contains(summary.ToString(), "layer4.1                 Residual       [512, 7, 7]");
    }

    /// <summary>
    /// The figures that torchvision documents for its resnet34: 21 797 672 parameters and 3.66 GMAC; convolutions and the last layer by
    /// hand give 3 663 761 408.
    /// </summary>
    [TestMethod]
    public void Define34_Summary_HasTorchvisionsParametersAndMultiplyAdds()
    {
        var summary = ResNet.Define34().Summary();
        Assert.AreEqual(21_797_672, summary.Parameters);
        Assert.AreEqual(3_663_761_408, summary.MultiplyAdds);
    }

    [TestMethod]
    public void Define_OneStage_HasItsBlocksAndNames()
    {
        var layout = new ParameterLayout();
        var definition = ResNet.Define([3], outputs: 5, channels: 1, size: 32);
        definition.Build<float>(layout);
        CollectionAssert.IsSubsetOf(
            new[] { "conv1.weight", "layer1.2.conv2.weight", "fc.bias" }, layout.Parameters.Select(p => p.Name).ToArray());
        Assert.IsFalse(layout.Parameters.Any(p => p.Name.StartsWith("layer2", StringComparison.Ordinal) || p.Name.Contains("downsample")));
        Assert.AreEqual(new Shape(5), definition.Output);
    }

    [TestMethod]
    public void Define_BadBlocks_SaysWhatWasFound()
    {
        foreach (var blocks in new int[][] { [], [2, 0], [1, 1, 1, 1, 1] })
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => ResNet.Define(blocks, 10));
            StringAssert.Contains(error.Message, $"found [{string.Join(", ", blocks)}]");
        }
    }

    [TestMethod]
    public void Define18_Names_AreTorchvisions()
    {
        var layout = new ParameterLayout();
        ResNet.Define18().Build<float>(layout);
        string[] parameters = [.. layout.Parameters.Select(p => p.Name)];
        Assert.HasCount(62, parameters);
        CollectionAssert.AreEqual(
            new[] { "conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer1.0.bn1.weight" }, parameters[..5]);
        CollectionAssert.IsSubsetOf(new[] { "layer2.0.downsample.0.weight", "layer2.0.downsample.1.bias", "layer4.1.bn2.weight",
            "fc.weight", "fc.bias" }, parameters);
        CollectionAssert.IsSubsetOf(new[] { "bn1.running_mean", "layer1.0.bn1.running_var", "layer3.0.downsample.1.num_batches_tracked" },
            layout.State.Select(p => p.Name).ToArray());
        Assert.HasCount(60, layout.State);
        Assert.AreEqual(new Shape(64, 3, 7, 7), layout.Parameters[0].Shape);
    }

    [TestMethod]
    public void Define20_Summary_HasThePapersParameters()
    {
        Assert.AreEqual(272_474, ResNet.Define20(10).Summary().Parameters);
        Assert.AreEqual(new Shape(10), ResNet.Define20(10).Output);
    }

    [TestMethod]
    public void Summary_ResidualBlock_IndentsItsLayers() => Assert.AreEqual(
        """
        layer                  kind      output  parameters  multiply-adds
        input                            [3]
        layers.0               Dense     [4]             16             12
        layers.1               Residual  [4]              0              0
          layers.1.body.0      Dense     [2]             10              8
          layers.1.body.1      ReLU      [2]              0              0
          layers.1.body.2      Dense     [4]              8              8
          layers.1.shortcut.0  Dense     [4]             20             16
        total                                            54             44

        """.ReplaceLineEndings("\n"),
        new NetworkDefinition(new Shape(
            3), [new Dense(4), new Residual([new Dense(2), new ReLU(), new Dense(4, Bias: false)], [new Dense(4)])]).Summary().ToString());

    [TestMethod]
    public void Predict_DenseBlock_ByHand()
    {
        // x to 2 x + 1; W1 3, b −1, W2 5; 10 y + 0
        var network = Network<double>.Create(DenseResNet.Define(1, 1, 1, 1), [2, 1, 3, -1, 5, 10, 0]);
        var scores = new double[1];
        network.Predict([1], scores); // 3, 3 + 5 · max(9 − 1, 0) = 43
        Assert.AreEqual(430, scores[0]);
        network.Predict([-0.5], scores); // max(0, 0) = 0, 0 + 5 · max(−1, 0) = 0
        Assert.AreEqual(0, scores[0]);
    }

    [TestMethod]
    public void Define_Forms_HaveTheirActivations()
    {
        static string Kinds(ResidualForm form) =>
            string.Join(
            ' ', DenseResNet.Define(2, 3, 1, 2, Activation.Tanh, form).Summary().Layers.Select(l => $"{l.Depth}{l.Layer}:{l.Parameters}"));
        Assert.AreEqual("0Dense:9 0Tanh:0 0Residual:0 1Dense:12 1Tanh:0 1Dense:9 0Dense:8", Kinds(ResidualForm.Single));
        Assert.AreEqual("0Dense:9 0Tanh:0 0Residual:0 1Dense:12 1Tanh:0 1Dense:12 0Tanh:0 0Dense:8", Kinds(ResidualForm.ActivatedSum));
        Assert.AreEqual("0Dense:9 0Tanh:0 0Residual:0 1Tanh:0 1Dense:12 1Tanh:0 1Dense:12 0Dense:8", Kinds(ResidualForm.ActivatedInput));
    }

    /// <summary>
    /// Every network of this library, with rows enough that its kernels split their work: one and two threads give the same bits.
    /// </summary>
    [TestMethod]
    [DataRow("mlp")]
    [DataRow("resnet")]
    [DataRow("convnet")]
    [DataRow("resnet20")]
    [DataRow("resnet18")]
    public void Fit_OneAndTwoThreads_GiveTheSameBits(string name)
    {
        var (definition, rows) = name switch
        {
            "mlp" => (Mlp.Define(20, [200, 100], 3, dropout: 0.2, batchNorm: true), 300),
            "resnet" => (DenseResNet.Define(20, 96, 4, 3, form: ResidualForm.ActivatedSum, batchNorm: true), 300),
            "convnet" =>
                (ConvNet.Define(
                new Shape(2, 14, 14), 3, new ConvNetSettings { Filters = [10, 20], KernelSize = 3, BatchNorm = true, Dropout = 0.2 }), 40),
            "resnet20" => (ResNet.Define20(3, size: 16), 12),
            _ => (ResNet.Define18(3, size: 32), 6),
        };
        Assert.AreEqual(Train(definition, rows, threads: 1), Train(definition, rows, threads: 2));
    }

    [TestMethod]
    public void Predict_SpatialNetworkOnceWarm_AllocatesNothingAndIsThreadSafe()
    {
        var network = Network<float>.Create(ResNet.Define20(3, size: 8), seed: 1);
        float[] x = [.. Enumerable.Range(0, network.InputSize).Select(i => MathF.Sin(i))];
        var expected = new float[3];
        network.Predict(x, expected);
        var scores = new float[3];
        var before = GC.GetAllocatedBytesForCurrentThread();
        network.Predict(x, scores);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Parallel.For(0, 20, _ =>
        {
            var own = new float[3];
            network.Predict(x, own);
            CollectionAssert.AreEqual(expected, own);
        });
    }

    [TestMethod]
    public void Load_TensorsOfAnotherNetwork_FillsAllAndRefusesWhatDoesNotFit()
    {
        var definition = new NetworkDefinition(new Shape(3), [new Dense(4) { Name = "in" }, new BatchNorm { Name = "norm" }, new Dense(2)]);
        var (network, other) = (Network<double>.Create(definition, 1), Network<double>.Create(definition, 2));
        other.StateValues.Fill(5);
        var tensors = NetworkTensors.Of(other);
        using var file = new MemoryStream();
        SafeTensorsWriter.Write(file, tensors);
        file.Position = 0;

        NetworkTensors.Load(network, SafeTensorsReader.Read(file, "file"), "file");

        CollectionAssert.AreEqual(other.ParameterValues.ToArray(), network.ParameterValues.ToArray());
        CollectionAssert.AreEqual(other.StateValues.ToArray(), network.StateValues.ToArray());
        NetworkTensors.Load(network, [.. tensors.Where(t => !t.Name.EndsWith("tracked", StringComparison.Ordinal))], "file");
        Assert.AreEqual("'file' has no tensor 'norm.running_mean', where one of the shape [4] was expected.",
            Error(network, [.. tensors.Where(t => t.Name != "norm.running_mean")]));
        Assert.AreEqual("'file' has the tensor 'x', which the network does not have.", Error(network, [.. tensors, Tensor.Create("x", 3)]));
        Assert.AreEqual(
            "'file' has the tensor 'norm.weight' of the shape [2, 2], where [4] was expected.",
            Error(network, [.. tensors.Where(t => t.Name != "norm.weight"), Tensor.Create<double>("norm.weight", [2, 2], [1, 2, 3, 4])]));
    }

    private static string Error(Network<double> network, IReadOnlyList<Tensor> tensors) =>
        Assert.ThrowsExactly<InvalidDataException>(() => NetworkTensors.Load(network, tensors, "file")).Message;

    private static string Train(NetworkDefinition definition, int rows, int threads)
    {
        var network = Network<float>.Create(definition, 1);
        var random = new Xoshiro256(5);
        float[] x = [.. Enumerable.Range(0, rows * network.InputSize).Select(_ => (float)random.NextNormal())];
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => i % 3)];
        var samples = SampleSet<float>.Classification(x, network.InputSize, labels, 3);
        var result = Trainer.Fit(
            network, samples, [new("train", samples)], new TrainingOptions
            {
                Epochs = 2,
                BatchSize = (rows + 1) / 2,
                Threads = threads,
                Optimizer = new SgdOptions { LearningRate = 0.05, Momentum = 0.9 }
            });
        var hash = SHA256.HashData(MemoryMarshal.AsBytes<float>([.. network.ParameterValues, .. network.StateValues]));
        return $"{Convert.ToHexString(hash)} "
            + $"{string.Join(' ', result.History.Entries.Select(e => $"{e.BatchLoss:R} {e.Monitors[0].Loss:R}"))}";
    }
}
