using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.UnitTests.CustomTrainers.Backbones;

[TestClass]
public sealed class BackboneTests
{
    private static readonly Lazy<Backbone> Shipped = new(Backbone.ResNet18);

    [TestMethod]
    public void ResNet18_IsCalledByItsBlocks()
    {
        Assert.AreEqual("ResNet-18 (blocks 2, 2, 2, 3)", Shipped.Value.Name);
        CollectionAssert.AreEqual(new[] { 2, 2, 2, 3 }, Shipped.Value.Blocks.ToArray());
        Assert.AreEqual(512, Shipped.Value.FeatureCount);
        Assert.IsTrue(Shipped.Value.Preparation.ReverseChannels);
        Assert.AreEqual(224, Shipped.Value.Preparation.MeanSide);
    }

    /// <summary>Features that somebody keeps by this text must not be mistaken for others, on any machine.</summary>
    [TestMethod]
    public void ContentHash_OfTheShippedFiles_StaysTheSame() => Assert.AreEqual(
        "86e30a69998d2d102ed48fbc35e9e60e6c84eab1502f90c74902d5ff7fca2176", Shipped.Value.ContentHash);

    /// <summary>
    /// The numbers are those of ONNX Runtime 1.31.1 on the shipped graph: <c>tools/featurizer-check</c> prints them. Features 0, 64 … 448.
    /// </summary>
    [TestMethod]
    [DataRow(224, new[] { 0, 0.0073401975f, 0, 1.1411636f, 0.18547244f, 0.07294817f, 0, 0 }, 405.70731644914486)]
    [DataRow(64, new[] { 0, 0, 0, 0, 4.4493513f, 0.3804475f, 0, 0 }, 1307.83963021636)]
    public void CreateFeatures_OfAMadeImage_AreThoseOfOnnxRuntime(int size, float[] some, double sum)
    {
        var features = FeaturesOf(Shipped.Value.CreateFeatures(size), Made(size));

        for (var i = 0; i < some.Length; i++)
            Assert.AreEqual(some[i], features[64 * i], 1e-4, $"feature {64 * i}");
        Assert.AreEqual(sum, features.Sum(value => (double)value), 1e-5 * sum);
    }

    [TestMethod]
    public void Create_ANewHead_IsADenseLayerOnTheFeatures()
    {
        var network = Shipped.Value.Create(32, outputs: 3, seed: 1);
        var features = FeaturesOf(Shipped.Value.CreateFeatures(32), Made(32));
        var (weight, bias) = (network.GetParameter("fc.weight").ToArray(), network.GetParameter("fc.bias").ToArray());

        var scores = FeaturesOf(network, Made(32));

        for (var k = 0; k < 3; k++)
            Assert.AreEqual(bias[k] + features.Select((feature, i) => (double)feature * weight[512 * k + i]).Sum(), scores[k], 1e-3);
        Assert.IsTrue(weight.All(value => Math.Abs(value) <= 1 / Math.Sqrt(512)), "PyTorch draws within 1/√inputs");
        CollectionAssert.AreEqual(weight, Shipped.Value.Create(32, 3, seed: 1).GetParameter("fc.weight").ToArray());
        CollectionAssert.AreNotEqual(weight, Shipped.Value.Create(32, 3, seed: 2).GetParameter("fc.weight").ToArray());
    }

    [TestMethod]
    public void Create_ImpossibleSizes_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Shipped.Value.CreateFeatures(31));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Shipped.Value.Create(64, outputs: 0, seed: 1));
    }

    [TestMethod]
    public void NetworkFile_OfANetworkWithItsPreparation_ReadsBackTheSame()
    {
        var network = Shipped.Value.CreateFeatures(32);
        using var stream = new MemoryStream();
        NetworkFile.Write(stream, network);
        stream.Position = 0;

        var read = NetworkFile.Read<float>(stream, "net");

        CollectionAssert.AreEqual(FeaturesOf(network, Made(32)), FeaturesOf(read, Made(32)));
    }

    [TestMethod]
    public void Load_SafeTensorsWithTorchvisionsNames_GivesTheSameWeights()
    {
        using var folder = new TemporaryFolder();
        var path = folder["net.safetensors"];
        using (var stream = File.Create(path))
            SafeTensorsWriter.Write(stream, Torchvision());

        var backbone = Backbone.Load(path);

        Assert.AreEqual("ResNet-20 (blocks 2, 2, 2, 3)", backbone.Name, "nine blocks of two layers, the first and the last");
        Assert.AreEqual(0, backbone.Preparation.MeanSide);
        Assert.AreNotEqual(Shipped.Value.ContentHash, backbone.ContentHash);
        var (ours, theirs) = (backbone.CreateFeatures(32), Shipped.Value.CreateFeatures(64));
        CollectionAssert.AreEqual(theirs.ParameterValues.ToArray(), ours.ParameterValues.ToArray());
        foreach (var name in (string[])["bn1.running_mean", "layer4.2.bn2.running_var", "layer2.0.downsample.1.running_mean"])
            CollectionAssert.AreEqual(theirs.GetParameter(name).ToArray(), ours.GetParameter(name).ToArray());
    }

    [TestMethod]
    public void FromTorchvision_TensorsThatDoNotFit_AreNamed()
    {
        var tensors = Torchvision();

        Refused("no tensor 'layer3.1.bn2.bias'", [.. tensors.Where(tensor => tensor.Name != "layer3.1.bn2.bias")]);
        Refused("no tensor whose name begins with 'layer4.'", [.. tensors.Where(tensor => !tensor.Name.StartsWith("layer4"))]);
        Refused("the tensor 'bn9.weight'", [.. tensors, Tensor.Create<float>("bn9.weight", [1], [1])]);
        Refused("bottleneck blocks", [.. tensors, Tensor.Create<float>("layer1.0.conv3.weight", [1], [1])]);
        Refused("'conv1.weight' of the shape [1]", Replaced(Tensor.Create<float>("conv1.weight", [1], [1])));
        Refused("of the element type Float64", Replaced(Tensor.Create<double>("bn1.bias", [64], new double[64])));
        Refused("the number NaN in 'bn1.bias' at 0", Replaced(Tensor.Create<float>("bn1.bias", [64], [float.NaN, .. new float[63]])));
        Refused("a variance below 0", Replaced(Tensor.Create<float>("bn1.running_var", [64], [-1, .. new float[63]])));

        Tensor[] Replaced(Tensor other) => [.. tensors.Where(tensor => tensor.Name != other.Name), other];

        static void Refused(string message, Tensor[] tensors)
        {
            var error = Assert.ThrowsExactly<InvalidDataException>(() => BackboneFiles.FromTorchvision(tensors, "net.pth"));
            Assert.Contains(message, error.Message);
            Assert.Contains("net.pth", error.Message);
        }
    }

    [TestMethod]
    public void Load_OtherFiles_AreRefusedWithWhatToDo()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains(
            "Microsoft.ML.DnnImageFeaturizer.ResNet18",
            Assert.ThrowsExactly<FileNotFoundException>(() => BackboneFiles.ReadShipped(folder.Path)).Message);
        Assert.ThrowsExactly<FileNotFoundException>(() => Backbone.Load(folder["none.onnx"]));
        Assert.Contains(
            "ResNetPreprocess.onnx",
            Assert.ThrowsExactly<FileNotFoundException>(() => Backbone.Load(folder.Write("net.onnx", ""))).Message);
        Assert.ThrowsExactly<ArgumentException>(() => Backbone.Load(folder.Write("net.bin", "")));
        var small = PickleBytes.Archive(
            PickleBytes.Pickle(("w", PickleBytes.Tensor("FloatStorage", "0", 1, 0, [1], [1]))), storages: [("0", PickleBytes.Numbers(1f))]);
        Assert.Contains(
            "no tensor whose name begins with 'layer1.', where those of torchvision's ResNet-18 or ResNet-34 were expected; it has 'w'",
            Assert.ThrowsExactly<InvalidDataException>(() => Backbone.Load(folder.Write("net.pth", small))).Message);
    }

    /// <summary>The shipped weights as a state dictionary of torchvision, with a head.</summary>
    private static Tensor[] Torchvision() =>
        [.. NetworkTensors.Of(Shipped.Value.Create(32, 4, seed: 3)).Where(tensor => !tensor.Name.StartsWith("pixels."))];

    private static float[] FeaturesOf(Network<float> network, float[] image)
    {
        var features = new float[network.OutputSize];
        network.Predict(image, features);
        return features;
    }

    private static float[] Made(int size) => [.. Enumerable.Range(0, 3 * size * size).Select(i =>
    {
        var (c, y, x) = (i / (size * size), i / size % size, i % size);
        return (float)((50 * c + 3 * y + 5 * x + x * y / 7) % 256);
    })];
}
