using System.Buffers.Binary;
using System.Text;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.UnitTests.Numerics.Serialization;

[TestClass]
public sealed class SafeTensorsTests
{
    [TestMethod]
    public void Read_WhatWasWritten_IsBitwiseTheSame()
    {
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(
            stream,
            [
                Tensor.Create<float>("layers.0.weight", [2, 3], [1, -0f, float.NaN, float.Epsilon, 5, 6]),
                Tensor.Create<double>("layers.0.bias", [2], [Math.PI, double.NegativeInfinity]),
                Tensor.Create<float>("empty", [0, 4], []),
                Tensor.Create<double>("single", [], [42]),
            ],
            new Dictionary<string, string> { ["format"] = "pt" });
        stream.Position = 0;

        var tensors = SafeTensorsReader.Read(stream, "weights.safetensors").ToDictionary(t => t.Name);

        var weight = new float[6];
        tensors["layers.0.weight"].CopyTo<float>(weight);
        CollectionAssert.AreEqual(new[] { 2, 3 }, tensors["layers.0.weight"].Shape.ToArray());
        CollectionAssert.AreEqual(
            new[] { 1, -0f, float.NaN, float.Epsilon, 5, 6 }.Select(BitConverter.SingleToInt32Bits).ToArray(),
            weight.Select(BitConverter.SingleToInt32Bits).ToArray());
        var bias = new double[2];
        tensors["layers.0.bias"].CopyTo<double>(bias);
        CollectionAssert.AreEqual(new[] { Math.PI, double.NegativeInfinity }, bias);
        Assert.AreEqual(0, tensors["empty"].Length);
        Assert.AreEqual(0, tensors["single"].Shape.Count);
    }

    [TestMethod]
    public void Write_Data_StartsAtAMultipleOfEightBytes()
    {
        using var stream = new MemoryStream();

        SafeTensorsWriter.Write(stream, [Tensor.Create<float>("w", [1], [1f])]);

        Assert.AreEqual(0ul, BinaryPrimitives.ReadUInt64LittleEndian(stream.ToArray()) % 8);
    }

    [TestMethod]
    public void CopyTo_OtherTypeOrLength_Throws()
    {
        var tensor = Tensor.Create<float>("w", [2], [1f, 2f]);

        Assert.ThrowsExactly<InvalidDataException>(() => tensor.CopyTo<double>(new double[2]));
        Assert.ThrowsExactly<ArgumentException>(() => tensor.CopyTo<float>(new float[3]));
    }

    [TestMethod]
    public void Write_OneNameTwice_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => SafeTensorsWriter.Write(
            new MemoryStream(), [Tensor.Create<float>("w", [1], [1f]), Tensor.Create<float>("w", [1], [2f])]));

    [TestMethod]
    [DataRow("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "has 4 fewer bytes than announced")]
    [DataRow("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "has bytes behind the data")]
    [DataRow("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "shape and offsets differ")]
    [DataRow("""{"w":{"dtype":"I32","shape":[1],"data_offsets":[0,8]}}""", 8, "foreign element type")]
    [DataRow("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "end before begin")]
    [DataRow("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "negative dimension")]
    [DataRow("""{"w":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", 8, "overflowing shape")]
    [DataRow("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "gap before the data")]
    [DataRow(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        8, "overlap")]
    [DataRow(
        """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        8, "one name twice")]
    [DataRow("""{"w":{"shape":[2],"data_offsets":[0,8]}}""", 8, "no element type")]
    [DataRow("""{"w":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8, "text for a number")]
    [DataRow("""[1]""", 8, "not an object")]
    [DataRow("""{""", 8, "not JSON")]
    public void Read_UnsoundFile_Throws(string header, int dataBytes, string what)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(8));

        var error = Assert.ThrowsExactly<InvalidDataException>(
            () => SafeTensorsReader.Read(new MemoryStream(bytes), "w.safetensors"), what);

        StringAssert.Contains(error.Message, "'w.safetensors'");
    }

    [TestMethod]
    [DataRow(ulong.MaxValue)]
    [DataRow(1ul << 40)]
    [DataRow(9ul)]
    public void Read_HeaderLengthBeyondTheFile_ThrowsBeforeItTakesMemory(ulong length)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);

        Assert.ThrowsExactly<InvalidDataException>(() => SafeTensorsReader.Read(new MemoryStream(bytes), "w.safetensors"));
    }
}
