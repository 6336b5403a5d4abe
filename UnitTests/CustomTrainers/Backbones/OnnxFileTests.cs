using MlPipelines.CustomTrainers.Backbones.Onnx;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.UnitTests.CustomTrainers.Backbones;

[TestClass]
public sealed class OnnxFileTests
{
    private const string Path = "net.onnx";

    [TestMethod]
    public void Read_NodesTensorsAndAttributes_AreThoseOfTheBytes()
    {
        var file = OnnxFile.Read(Small(), Path);

        var node = file.Nodes.Single();
        Assert.AreEqual("Conv 'c'", node.ToString());
        CollectionAssert.AreEqual(new[] { "x", "w" }, node.Inputs.ToArray());
        CollectionAssert.AreEqual(new[] { "y" }, node.Outputs.ToArray());
        CollectionAssert.AreEqual(new long[] { 3, -1 }, node.Attributes["pads"].Integers.ToArray());
        CollectionAssert.AreEqual(new long[] { 2, 300 }, node.Attributes["strides"].Integers.ToArray());
        Assert.AreEqual(0.25f, node.Attributes["epsilon"].Single);
        Assert.AreEqual(-7, node.Attributes["group"].Integer);
        Assert.AreEqual("NOTSET", node.Attributes["auto_pad"].Text);
        CollectionAssert.AreEqual(new[] { 1f, -2, 3, 4, 5, 6 }, ValuesOf(file.Tensors["w"]));
        CollectionAssert.AreEqual(new[] { 2, 3 }, file.Tensors["w"].Shape.ToArray());
        CollectionAssert.AreEqual(new[] { 7f, 8, 9 }, ValuesOf(file.Tensors["b"]));
        CollectionAssert.AreEqual(new[] { "x" }, file.Inputs.ToArray(), "an input that an initializer gives is none");
        CollectionAssert.AreEqual(new[] { "y" }, file.Outputs.ToArray());
    }

    [TestMethod]
    public void Read_FileCutAnywhere_IsRefusedByItsName()
    {
        var bytes = Small();
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            var error = Assert.ThrowsExactly<InvalidDataException>(() => OnnxFile.Read(cut, Path), $"{length} bytes");
            Assert.Contains(Path, error.Message);
        }
    }

    [TestMethod]
    public void Read_AnyByteChanged_IsReadOrRefused()
    {
        var bytes = Small();
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var change in (byte[])[0x01, 0x07, 0x80, 0xff])
            {
                var damaged = bytes.ToArray();
                damaged[i] ^= change;
                try
                {
                    OnnxFile.Read(damaged, Path);
                }
                catch (InvalidDataException error)
                {
                    Assert.Contains(Path, error.Message);
                }
            }
        }
    }

    [TestMethod]
    public void Read_WrongTensors_AreNamed()
    {
        Refused("the shape [4, 4000000000] and 2 numbers", OnnxBytes.Tensor("w", [4, 4000000000], 1, 2));
        Refused("the shape [3] and 2 numbers", OnnxBytes.Tensor("w", [3], 1, 2));
        Refused("the shape [-1, -2] and 2 numbers", OnnxBytes.Tensor("w", [-1, -2], 1, 2));
        Refused("two tensors 'w'", OnnxBytes.Tensor("w", [1], 1), OnnxBytes.Tensor("w", [1], 1));
        Refused("element type 7", OnnxBytes.Part(5, OnnxBytes.Message(OnnxBytes.Integer(2, 7), OnnxBytes.Text(8, "w"))));
        Refused("has 3 bytes", OnnxBytes.Part(5, OnnxBytes.Message(OnnxBytes.Integer(2, 1), OnnxBytes.Part(9, [1, 2, 3]))));
        Refused("in another file", OnnxBytes.Part(5, OnnxBytes.Message(OnnxBytes.Text(8, "w"), OnnxBytes.Integer(14, 1))));
    }

    [TestMethod]
    public void Read_ALengthBeyondTheMessage_IsRefusedWithItsPlace()
    {
        byte[] bytes = [0x3a, 0x04, 0x0a, 0xff, 0xff, 0x03];

        var error = Assert.ThrowsExactly<InvalidDataException>(() => OnnxFile.Read(bytes, Path));

        Assert.Contains("at byte 6: the field 1 announces 65535 bytes, but its message has 0 more", error.Message);
    }

    private static void Refused(string message, params byte[][] graph)
    {
        var error = Assert.ThrowsExactly<InvalidDataException>(() => OnnxFile.Read(OnnxBytes.Model(graph), Path));
        Assert.Contains(message, error.Message);
    }

    private static byte[] Small() => OnnxBytes.Model(
        OnnxBytes.Node(
            "Conv", "c", ["x", "w"], "y",
            OnnxBytes.Attribute("pads", OnnxBytes.Integer(8, 3), OnnxBytes.Integer(8, -1)),
            OnnxBytes.Attribute("strides", OnnxBytes.Integers(8, 2, 300)),
            OnnxBytes.Attribute("epsilon", OnnxBytes.Single(2, 0.25f)),
            OnnxBytes.Attribute("group", OnnxBytes.Integer(3, -7)),
            OnnxBytes.Attribute("auto_pad", OnnxBytes.Text(4, "NOTSET"))),
        OnnxBytes.Tensor("w", [2, 3], 1, -2, 3, 4, 5, 6),
        OnnxBytes.Part(5, OnnxBytes.Message(
            OnnxBytes.Integer(1, 3), OnnxBytes.Integer(2, 1), OnnxBytes.Text(8, "b"),
            OnnxBytes.Single(4, 7), OnnxBytes.Single(4, 8), OnnxBytes.Single(4, 9))),
        OnnxBytes.Input("x"), OnnxBytes.Input("w"), OnnxBytes.Output("y"));

    private static float[] ValuesOf(Tensor tensor)
    {
        var values = new float[tensor.Length];
        tensor.CopyTo<float>(values);
        return values;
    }
}
