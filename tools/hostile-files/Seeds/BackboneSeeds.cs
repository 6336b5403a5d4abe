using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using MlPipelines.HostileFiles.Mutations;

namespace MlPipelines.HostileFiles.Seeds;

/// <summary>Small files of PyTorch and ONNX, written field by field as those programs write them.</summary>
internal static class BackboneSeeds
{
    private const string Folder = "net/";

    /// <summary>The state dictionary of two tensors and a counter, as <c>torch.save</c> writes it.</summary>
    public static byte[] Torch()
    {
        byte[] pickle =
        [
            0x80, 2, .. Dictionary, (byte)'(',
            .. Text("a.weight"), .. Tensor("FloatStorage", "0", 8, 1, [2, 2], [4, 2]),
            .. Text("a.bias"), .. Tensor("DoubleStorage", "1", 2, 0, [2], [1]),
            .. Text("n"), .. Tensor("LongStorage", "2", 1, 0, [], []), (byte)'u', (byte)'}', .. Text("_metadata"), .. Dictionary, (byte)'s',
            (byte)'b', (byte)'.',
        ];
        return ZipPacking.Pack(
            [
                new($"{Folder}data.pkl", pickle), new($"{Folder}byteorder", "little"u8.ToArray()),
                new($"{Folder}data/0", Numbers<float>(0, 1, 2, 3, 4, 5, 6, 7)), new($"{Folder}data/1", Numbers(0.5, 0.1)),
                new($"{Folder}data/2", Numbers(12L)), new($"{Folder}version", "3\n"u8.ToArray()),
            ], CompressionLevel.NoCompression);
    }

    /// <summary>Operations of a pickle that would run code of Python: a program that trusts pickles would start <c>touch</c>.</summary>
    public static byte[] Program { get; } = [.. "cposix\nsystem\n("u8, .. Text("touch /tmp/hostile-files-ran"), (byte)'t', (byte)'R'];

    /// <summary>A graph of one convolution with its normalization, of which the reader of graphs takes the first part.</summary>
    public static byte[] Onnx() => Model(
        Tensor("w", [2, 3, 7, 7], new float[294]), Tensor("scale", [2], [1, 1]), Tensor("bias", [2], [0, 0]), Tensor("mean", [2], [0, 0]),
        Tensor("var", [2], [1, 1]),
        Node("Conv", "conv", ["x", "w"], "c", Integers("kernel_shape", 7, 7), Integers("strides", 2, 2), Integers("pads", 3, 3, 3, 3)),
        Node("BatchNormalization", "norm", ["c", "scale", "bias", "mean", "var"], "n", Single("epsilon", 1e-5f)),
        Node("Relu", "relu", ["n"], "r"),
        Node("MaxPool", "pool", ["r"], "p", Integers("kernel_shape", 3, 3), Integers("strides", 2, 2), Integers("pads", 1, 1, 0, 0)),
        Node("GlobalAveragePool", "end", ["p"], "y"), Part(11, Part(1, "x"u8.ToArray())), Part(12, Part(1, "y"u8.ToArray())));

    /// <summary>A graph that turns channels round and subtracts a mean image.</summary>
    public static byte[] Preparation() => Model(
        Tensor("m", [1, 3, 2, 2], new float[12]),
        Part(1, [.. Part(1, "x"u8.ToArray()), .. Part(2, "r"u8.ToArray()), .. Part(2, "g"u8.ToArray()), .. Part(2, "b"u8.ToArray()),
            .. Part(4, "Split"u8.ToArray()), .. Part(5, [.. Part(1, "axis"u8.ToArray()), .. Integer(3, 1)])]),
        Node("Concat", "join", ["b", "g", "r"], "j", Part(5, [.. Part(1, "axis"u8.ToArray()), .. Integer(3, 1)])),
        Node("Sub", "minus", ["j", "m"], "y"), Part(11, Part(1, "x"u8.ToArray())), Part(12, Part(1, "y"u8.ToArray())));

    private static byte[] Dictionary => [.. "ccollections\nOrderedDict\n"u8, (byte)')', (byte)'R'];

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)'X', .. Four(bytes.Length), .. bytes];
    }

    private static byte[] Number(int value) => [(byte)'J', .. Four(value)];

    private static byte[] Tuple(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

    private static byte[] Tensor(string type, string key, int count, int offset, int[] shape, int[] strides)
    {
        byte[] name = [(byte)'c', .. Encoding.ASCII.GetBytes($"torch\n{type}\n")];
        byte[] storage = [.. Tuple(Text("storage"), name, Text(key), Text("cpu"), Number(count)), (byte)'Q'];
        return
        [
            .. "ctorch._utils\n_rebuild_tensor_v2\n"u8,
            .. Tuple(
                storage, Number(offset), Tuple([.. shape.Select(Number)]), Tuple([.. strides.Select(Number)]), [0x89], Dictionary),
            (byte)'R',
        ];
    }

    private static byte[] Four(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Numbers<T>(params T[] values)
        where T : struct => MemoryMarshal.AsBytes<T>(values).ToArray();

    private static byte[] Model(params byte[][] graph) => [.. Integer(1, 3), .. Part(7, [.. graph.SelectMany(field => field)])];

    private static byte[] Part(int number, byte[] content) => Field(output =>
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    });

    private static byte[] Integer(int number, long value) => Field(output =>
    {
        output.WriteTag(number, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    });

    private static byte[] Packed(int number, long[] values) => Part(number, Field(output =>
    {
        foreach (var value in values)
            output.WriteInt64(value);
    }));

    private static byte[] Tensor(string name, long[] shape, float[] values) => Part(
        5, [.. Packed(1, shape), .. Integer(2, 1), .. Part(8, Encoding.UTF8.GetBytes(name)), .. Part(9, Numbers(values))]);

    private static byte[] Node(string kind, string name, string[] inputs, string output, params byte[][] attributes) => Part(
        1,
        [
            .. inputs.SelectMany(input => Part(1, Encoding.UTF8.GetBytes(input))), .. Part(2, Encoding.UTF8.GetBytes(output)),
            .. Part(3, Encoding.UTF8.GetBytes(name)), .. Part(4, Encoding.UTF8.GetBytes(kind)), .. attributes.SelectMany(field => field),
        ]);

    private static byte[] Integers(string name, params long[] values) =>
        Part(5, [.. Part(1, Encoding.UTF8.GetBytes(name)), .. Packed(8, values)]);

    private static byte[] Single(string name, float value) => Part(
        5, [.. Part(1, Encoding.UTF8.GetBytes(name)), .. Field(output =>
        {
            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat(value);
        })]);

    private static byte[] Field(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}
