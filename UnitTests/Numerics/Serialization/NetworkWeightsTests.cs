using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.UnitTests.Numerics.Serialization;

/// <summary>
/// Weights under PyTorch's names. The files are made and read here byte by byte, as https://github.com/huggingface/safetensors says under
/// "Format", without this library's own reader and writer.
/// </summary>
[TestClass]
public sealed class NetworkWeightsTests
{
    private static readonly NetworkDefinition Definition = new(
        new Shape(2, 3, 4), [new Conv2d(2, 3, Padding: 1), new BatchNorm(), new ReLU(), new Dense(3) { Name = "fc" }]);

    [TestMethod]
    public void Write_InSequentialNames_IsAFileByTheFormat()
    {
        var network = Network<float>.Create(Definition, seed: 3);
        using var stream = new MemoryStream();

        NetworkWeights.Write(stream, network, WeightNames.Sequential);

        var bytes = stream.ToArray();
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        var tensors = header.RootElement.EnumerateObject().Where(property => property.Name != "__metadata__").ToList();
        CollectionAssert.AreEqual(
            new[]
            {
                "0.weight F32 [2,2,3,3]", "0.bias F32 [2]", "1.weight F32 [2]", "1.bias F32 [2]", "fc.weight F32 [3,24]", "fc.bias F32 [3]",
                "1.running_mean F32 [2]", "1.running_var F32 [2]", "1.num_batches_tracked I64 []",
            },
            tensors.Select(tensor => $"{tensor.Name} {tensor.Value.GetProperty("dtype").GetString()} "
                + tensor.Value.GetProperty("shape").GetRawText()).ToArray());
        var offsets = tensors.Single(tensor => tensor.Name == "fc.weight").Value.GetProperty("data_offsets");
        var data = bytes.AsSpan(8 + length)[offsets[0].GetInt32()..offsets[1].GetInt32()];
        CollectionAssert.AreEqual(network.GetParameter("fc.weight").ToArray(), MemoryMarshal.Cast<byte, float>(data).ToArray());
    }

    [TestMethod]
    [DataRow(WeightNames.Layers)]
    [DataRow(WeightNames.Sequential)]
    public void SaveAndLoad_OfEachNames_GivesTheSameBits(WeightNames names)
    {
        using var folder = new TemporaryFolder();
        var network = Network<float>.Create(Definition, seed: 3);
        network.GetParameter("layers.1.running_mean")[1] = 0.5f;
        network.GetParameter("layers.1.num_batches_tracked")[0] = 12;
        NetworkWeights.Save(folder["weights.safetensors"], network, names);
        var other = Network<float>.Create(Definition, seed: 4);

        NetworkWeights.Load(folder["weights.safetensors"], other);

        CollectionAssert.AreEqual(network.ParameterValues.ToArray(), other.ParameterValues.ToArray());
        CollectionAssert.AreEqual(network.StateValues.ToArray(), other.StateValues.ToArray());
    }

    [TestMethod]
    public void Read_WeightsOfAnotherProgram_LieAsPyTorchHasThem()
    {
        // nn.Sequential(nn.Conv2d(2, 1, 2), nn.Flatten(), nn.Linear(2, 2, bias=False)); the filter takes the pixel below right of
        // channel 1.
        var network = Network<float>.Create(
            new NetworkDefinition(new Shape(2, 2, 3), [new Conv2d(1, 2), new Flatten(), new Dense(2, Bias: false)]), seed: 1);
        var file = File(
            ("0.weight", "[1,2,2,2]", [0, 0, 0, 0, 0, 0, 0, 1]), ("0.bias", "[1]", [0.5f]), ("2.weight", "[2,2]", [1, 10, 100, 1000]));

        NetworkWeights.Read(new MemoryStream(file), network, "other.safetensors");

        var scores = new float[2];
        network.Predict([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], scores);
        // Channel 1 is [[7, 8, 9], [10, 11, 12]]: the filter gives 11.5 and 12.5.
        CollectionAssert.AreEqual(new[] { 11.5f + 125, 1150f + 12500 }, scores);
    }

    [TestMethod]
    [DataRow("missing", "has no tensor 'layers.0.bias', where one of the shape [2] was expected")]
    [DataRow("unknown", "has the tensor '5.weight', which the network does not have")]
    [DataRow("transposed", "of the shape [3, 2], where [2, 3] was expected")]
    [DataRow("twice", "names '0.bias' twice")]
    [DataRow("both names", "has the tensor '0.bias', which the network does not have")]
    public void Read_WeightsThatDoNotFit_AreRefusedAndChangeNothing(string fault, string message)
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(3), [new Dense(2)]), seed: 1);
        var before = network.ParameterValues.ToArray();
        (string, string, float[]) weight = ("0.weight", fault == "transposed" ? "[3,2]" : "[2,3]", [1, 2, 3, 4, 5, 6]);
        (string, string, float[]) bias = ("0.bias", "[2]", [7, 8]);
        var file = fault switch
        {
            "missing" => File(weight),
            "unknown" => File(weight, bias, ("5.weight", "[1]", [1])),
            "twice" => File(weight, bias, bias),
            "both names" => File(weight, bias, ("layers.0.bias", "[2]", [1, 2])),
            _ => File(weight, bias),
        };

        var error = Assert.ThrowsExactly<InvalidDataException>(
            () => NetworkWeights.Read(new MemoryStream(file), network, "bad.safetensors"));

        StringAssert.Contains(error.Message, message);
        StringAssert.Contains(error.Message, "bad.safetensors");
        CollectionAssert.AreEqual(before, network.ParameterValues.ToArray());
    }

    [TestMethod]
    public void Read_EveryCutOfAFile_IsRefused()
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(3), [new Dense(2)]), seed: 1);
        var file = File(("0.weight", "[2,3]", [1, 2, 3, 4, 5, 6]), ("0.bias", "[2]", [7, 8]));
        for (var length = 0; length < file.Length; length++)
        {
            var cut = file[..length];
            Assert.ThrowsExactly<InvalidDataException>(() => NetworkWeights.Read(new MemoryStream(cut), network, "cut"), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Read_FileLargerThanTheNetwork_IsRefusedBeforeItIsRead()
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(3), [new Dense(2)]), seed: 1);

        var error = Assert.ThrowsExactly<InvalidDataException>(() => NetworkWeights.Read(new Endless(), network, "huge.safetensors"));

        StringAssert.Contains(error.Message, "more than the weights of the network can have");
    }

    private static byte[] File(params (string Name, string Shape, float[] Values)[] tensors)
    {
        var header = new StringBuilder("{");
        var data = new List<byte>();
        foreach (var (name, shape, values) in tensors)
        {
            var begin = data.Count;
            data.AddRange(MemoryMarshal.AsBytes<float>(values));
            header.Append(header.Length > 1 ? "," : "")
                .Append($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":{shape},\"data_offsets\":[{begin},{data.Count}]}}");
        }

        var text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }

    /// <summary>A stream that says it is a terabyte long, and cannot be read.</summary>
    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => 1L << 40;

        public override long Position { get; set; }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new AssertFailedException("It was read.");

        public override long Seek(long offset, SeekOrigin origin) => throw new AssertFailedException("It was read.");

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
