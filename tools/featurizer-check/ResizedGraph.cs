using Google.Protobuf;

namespace MlPipelines.FeaturizerCheck;

/// <summary>
/// The graph of an ONNX file for images of another size: the input gets the size, the known shapes in between are dropped, and the average
/// over 7 × 7 pixels becomes one over all pixels. Weights stay as they are.
/// </summary>
internal static class ResizedGraph
{
    /// <summary>The bytes of the new file.</summary>
    public static byte[] Make(byte[] model, int size) => Copy(model, (field, part) => field == 7 ? Graph(part, size) : part);

    private static byte[] Graph(byte[] graph, int size) => Copy(graph, (field, part) => field switch
    {
        1 => Node(part),
        11 => Input(part, size),
        13 => null,
        _ => part,
    });

    private static byte[] Node(byte[] node)
    {
        var average = false;
        Copy(node, (field, part) =>
        {
            average |= field == 4 && part.AsSpan().SequenceEqual("AveragePool"u8);
            return part;
        });
        return !average ? node : Copy(node, (field, part) => field switch
        {
            4 => "GlobalAveragePool"u8.ToArray(),
            5 => null,
            _ => part,
        });
    }

    private static byte[] Input(byte[] input, int size)
    {
        var dimensions = new[] { 1, 3, size, size }.Select(n => Write(output =>
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt64(n);
        }));
        var shape = Write(output =>
        {
            foreach (var dimension in dimensions)
                WritePart(output, 1, dimension);
        });
        var tensor = Write(output =>
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt32(1);
            WritePart(output, 2, shape);
        });
        return Copy(input, (field, part) => field == 2 ? Write(output => WritePart(output, 1, tensor)) : part);
    }

    /// <summary>Copies a message; each part of any length may be changed, or dropped by null.</summary>
    private static byte[] Copy(byte[] message, Func<int, byte[], byte[]?> change) => Write(output =>
    {
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                var field = WireFormat.GetTagFieldNumber(tag);
                if (change(field, input.ReadBytes().ToByteArray()) is { } part)
                    WritePart(output, field, part);
            }
            else
            {
                output.WriteTag(tag);
                switch (WireFormat.GetTagWireType(tag))
                {
                    case WireFormat.WireType.Varint:
                        output.WriteInt64(input.ReadInt64());
                        break;
                    case WireFormat.WireType.Fixed32:
                        output.WriteFixed32(input.ReadFixed32());
                        break;
                    default:
                        output.WriteFixed64(input.ReadFixed64());
                        break;
                }
            }
        }
    });

    private static void WritePart(CodedOutputStream output, int field, byte[] part)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(part));
    }

    private static byte[] Write(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}
