using System.Runtime.InteropServices;
using Google.Protobuf;

namespace MlPipelines.UnitTests.CustomTrainers.Backbones;

/// <summary>Writes the messages of ONNX files, field by field.</summary>
internal static class OnnxBytes
{
    public static byte[] Message(params ReadOnlySpan<byte[]> fields)
    {
        using var stream = new MemoryStream();
        foreach (var field in fields)
            stream.Write(field);
        return stream.ToArray();
    }

    public static byte[] Part(int number, byte[] content) => Field(output =>
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    });

    public static byte[] Text(int number, string text) => Part(number, System.Text.Encoding.UTF8.GetBytes(text));

    public static byte[] Integer(int number, long value) => Field(output =>
    {
        output.WriteTag(number, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    });

    public static byte[] Single(int number, float value) => Field(output =>
    {
        output.WriteTag(number, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    });

    /// <summary>A field of whole numbers, packed.</summary>
    public static byte[] Integers(int number, params long[] values) => Part(number, Field(output =>
    {
        foreach (var value in values)
            output.WriteInt64(value);
    }));

    /// <summary>The field of a graph with one tensor of raw bytes.</summary>
    public static byte[] Tensor(string name, long[] shape, params float[] values) => Part(
        5, Message(Integers(1, shape), Integer(2, 1), Text(8, name), Part(9, MemoryMarshal.AsBytes<float>(values).ToArray())));

    /// <summary>The field of a graph with one node.</summary>
    public static byte[] Node(string kind, string name, string[] inputs, string output, params byte[][] attributes) => Part(
        1, Message([.. inputs.Select(input => Text(1, input)), Text(2, output), Text(3, name), Text(4, kind), .. attributes]));

    public static byte[] Attribute(string name, params byte[][] value) => Part(5, Message([Text(1, name), .. value]));

    /// <summary>A whole file of one graph.</summary>
    public static byte[] Model(params byte[][] graph) => Message(Integer(1, 3), Part(7, Message(graph)));

    public static byte[] Input(string name) => Part(11, Text(1, name));

    public static byte[] Output(string name) => Part(12, Text(1, name));

    private static byte[] Field(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}
