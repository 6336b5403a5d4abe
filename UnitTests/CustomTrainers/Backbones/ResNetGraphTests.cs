using MlPipelines.CustomTrainers.Backbones.Onnx;

namespace MlPipelines.UnitTests.CustomTrainers.Backbones;

[TestClass]
public sealed class ResNetGraphTests
{
    [TestMethod]
    public void Read_TwoStages_NamesEachTensorAsTorchvision()
    {
        var graph = Read(Graph());

        CollectionAssert.AreEqual(new[] { 1, 1 }, graph.Blocks.ToArray());
        Assert.AreEqual(30, graph.Tensors.Count);
        CollectionAssert.AreEqual(new[] { 4, 2, 3, 3 }, graph.Tensors["layer2.0.conv1.weight"].Shape.ToArray());
        CollectionAssert.AreEqual(new[] { 4, 2, 1, 1 }, graph.Tensors["layer2.0.downsample.0.weight"].Shape.ToArray());
        CollectionAssert.AreEqual(new[] { 2, 3, 7, 7 }, graph.Tensors["conv1.weight"].Shape.ToArray());
        Assert.AreEqual(Number("a.2.bn.mean"), Value(graph, "layer1.0.bn2.running_mean"));
        Assert.AreEqual(Number("b.s.bn.scale"), Value(graph, "layer2.0.downsample.1.weight"));
        Assert.AreEqual(Number("0.bn.var"), Value(graph, "bn1.running_var"));
    }

    [TestMethod]
    public void Read_AnotherComputation_IsRefusedWithTheNode()
    {
        Refused("Conv 'a.1'", Graph(("a.1", 2, 1, 1e-5f)));
        Refused("the border [2, 2, 2, 2]", Graph(("a.2", 1, 2, 1e-5f)));
        Refused("the epsilon 0.001", Graph(("b.2", 1, 1, 1e-3f)));
        Refused("Relu 'more'", [.. Graph(), OnnxBytes.Node("Relu", "more", ["y"], "z")]);
        Refused("the tensor 'more'", [.. Graph(), OnnxBytes.Tensor("more", [1], 1)]);
        Refused("2 inputs", [.. Graph(), OnnxBytes.Input("second")]);
        Refused("is taken by 2 nodes Relu", [.. Graph(), OnnxBytes.Node("Relu", "more", ["0.bn"], "z")]);
    }

    [TestMethod]
    public void Read_AGraphThatGoesRound_IsRefused()
    {
        byte[][] graph = [.. Stem(), .. Block("a", "pool", 2, 2, 1, []), .. Join("a", "a.2.bn", "pool", output: "pool")];

        Refused("two nodes take the tensor 'a.1.w'", [.. graph, OnnxBytes.Input("x"), OnnxBytes.Output("y")]);
    }

    private static void Refused(string message, byte[][] graph)
    {
        var error = Assert.ThrowsExactly<InvalidDataException>(() => Read(graph));
        Assert.Contains("net.onnx", error.Message);
        Assert.Contains(message, error.Message);
    }

    private static ResNetGraph Read(byte[][] graph) => ResNetGraph.Read(OnnxFile.Read(OnnxBytes.Model(graph), "net.onnx"));

    private static float Value(ResNetGraph graph, string name)
    {
        var values = new float[graph.Tensors[name].Length];
        graph.Tensors[name].CopyTo<float>(values);
        return values[0];
    }

    /// <summary>A first convolution of 2 filters, a block of 2 and a block of 4; one convolution may have other settings.</summary>
    private static byte[][] Graph((string Name, int Stride, int Padding, float Epsilon)? other = null)
    {
        (string Name, int Stride, int Padding, float Epsilon)[] changed = other is { } one ? [one] : [];
        return
        [
            .. Stem(), .. Block("a", "pool", 2, 2, 1, changed), .. Join("a", "a.2.bn", "pool", "a"),
            .. Convolution("b.s", "a", 2, 4, 1, 2, 0, 1e-5f), .. Block("b", "a", 2, 4, 2, changed), .. Join("b", "b.s.bn", "b.2.bn", "b"),
            OnnxBytes.Node("GlobalAveragePool", "mean", ["b"], "y"), OnnxBytes.Input("x"), OnnxBytes.Output("y"),
        ];
    }

    private static byte[][] Stem() =>
    [
        .. Convolution("0", "x", 3, 2, 7, 2, 3, 1e-5f), OnnxBytes.Node("Relu", "0.relu", ["0.bn"], "0.relu"),
        OnnxBytes.Node("MaxPool", "pool", ["0.relu"], "pool", Window("kernel_shape", 3), Window("strides", 2), Pads(1, 0)),
    ];

    private static byte[][] Block(
        string name, string input, int from, int to, int stride, (string Name, int Stride, int Padding, float Epsilon)[] changed)
    {
        var first = changed.FirstOrDefault(c => c.Name == $"{name}.1", (Name: "", Stride: stride, Padding: 1, Epsilon: 1e-5f));
        var second = changed.FirstOrDefault(c => c.Name == $"{name}.2", (Name: "", Stride: 1, Padding: 1, Epsilon: 1e-5f));
        return
        [
            .. Convolution($"{name}.1", input, from, to, 3, first.Stride, first.Padding, first.Epsilon),
            OnnxBytes.Node("Relu", $"{name}.relu", [$"{name}.1.bn"], $"{name}.relu"),
            .. Convolution($"{name}.2", $"{name}.relu", to, to, 3, second.Stride, second.Padding, second.Epsilon),
        ];
    }

    private static byte[][] Join(string name, string body, string shortcut, string output) =>
    [
        OnnxBytes.Node("Add", $"{name}.add", [body, shortcut], $"{name}.sum"),
        OnnxBytes.Node("Relu", $"{name}.out", [$"{name}.sum"], output),
    ];

    private static byte[][] Convolution(string name, string input, int from, int to, int kernel, int stride, int padding, float epsilon) =>
    [
        OnnxBytes.Tensor($"{name}.w", [to, from, kernel, kernel], new float[to * from * kernel * kernel]),
        OnnxBytes.Node(
            "Conv", name, [input, $"{name}.w"], $"{name}.out", Window("kernel_shape", kernel), Window("strides", stride),
            Pads(padding, padding)),
        .. ((string[])["scale", "bias", "mean", "var"]).Select(part =>
            OnnxBytes.Tensor($"{name}.bn.{part}", [to], [.. Enumerable.Repeat(Number($"{name}.bn.{part}"), to)])),
        OnnxBytes.Node(
            "BatchNormalization", $"{name}.bn", [$"{name}.out", .. ((string[])["scale", "bias", "mean", "var"]).Select(part =>
                $"{name}.bn.{part}")],
            $"{name}.bn", OnnxBytes.Attribute("epsilon", OnnxBytes.Single(2, epsilon))),
    ];

    private static byte[] Window(string name, int side) => OnnxBytes.Attribute(name, OnnxBytes.Integers(8, side, side));

    private static byte[] Pads(int before, int behind) =>
        OnnxBytes.Attribute("pads", OnnxBytes.Integers(8, before, before, behind, behind));

    /// <summary>A number of its own for each name.</summary>
    private static float Number(string name) => name.Aggregate(1, (sum, letter) => (31 * sum + letter) % 65521);
}
