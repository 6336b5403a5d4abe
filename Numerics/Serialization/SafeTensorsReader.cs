using System.Buffers.Binary;
using System.Text.Json;

namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// Reads the safetensors format (see <see cref="SafeTensorsWriter"/>) from a stream that may be hostile: every length is checked against
/// what the stream can hold before memory is taken for it, and the arrays must fill the file without gaps or overlaps.
/// </summary>
public static class SafeTensorsReader
{
    internal const string MetadataName = "__metadata__";

    /// <summary>Longest header that is believed, in bytes; the reference implementation has the same bound.</summary>
    public const int MaximumHeaderLength = 100_000_000;

    /// <summary>Reads all tensors, in the order of their data.</summary>
    /// <param name="stream">A seekable stream that holds one file and nothing else.</param>
    /// <param name="name">What errors call the stream: a file's path.</param>
    /// <exception cref="InvalidDataException">The stream is not a sound safetensors file; the message says where.</exception>
    public static IReadOnlyList<Tensor> Read(Stream stream, string name)
    {
        var remaining = stream.Length - stream.Position;
        var headerLength = HeaderLength(stream, name, remaining);
        var header = new byte[headerLength];
        stream.ReadExactly(header);
        var entries = Entries(header, name);

        var expected = 0L;
        var tensors = new List<Tensor>(entries.Count);
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != expected)
            {
                throw Bad(name,
                    $"the data of '{entry.Name}' begins at {entry.Begin}, where {expected} was expected: "
                    + "the arrays must follow each other without gaps");
            }

            expected = entry.End;
        }

        if (8 + headerLength + expected != remaining)
        {
            throw Bad(name,
                $"it has {remaining} bytes, where its header announces {8 + headerLength + expected}: "
                + "it is truncated or has something behind it");
        }

        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            var data = new byte[entry.End - entry.Begin];
            stream.ReadExactly(data);
            tensors.Add(new Tensor(entry.Name, entry.Type, entry.Shape, data));
        }

        return tensors;
    }

    /// <summary>Reads the text metadata of a file's header, and leaves the stream where it was. Empty when there is none.</summary>
    /// <param name="stream">A seekable stream that holds one file and nothing else.</param>
    /// <param name="name">What errors call the stream: a file's path.</param>
    /// <exception cref="InvalidDataException">The header is not sound.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(Stream stream, string name)
    {
        var start = stream.Position;
        var header = new byte[HeaderLength(stream, name, stream.Length - start)];
        stream.ReadExactly(header);
        stream.Position = start;
        try
        {
            using var json = JsonDocument.Parse(header);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            if (json.RootElement.TryGetProperty(MetadataName, out var entries))
            {
                foreach (var entry in entries.EnumerateObject())
                    metadata[entry.Name] = entry.Value.GetString() ?? throw Bad(name, $"its metadata '{entry.Name}' is null");
            }

            return metadata;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{name}' is not a safetensors file: its header is not as expected ({e.Message})", e);
        }
    }

    private static int HeaderLength(Stream stream, string name, long remaining)
    {
        if (remaining < 8)
            throw Bad(name, $"it has {remaining} bytes, fewer than the 8 of a header's length");
        Span<byte> length = stackalloc byte[8];
        stream.ReadExactly(length);
        var value = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (value > MaximumHeaderLength || value > (ulong)(remaining - 8))
            throw Bad(name, $"its first 8 bytes announce a header of {value} bytes, but {remaining - 8} follow");
        return (int)value;
    }

    private sealed record Entry(string Name, TensorType Type, int[] Shape, long Begin, long End);

    private static List<Entry> Entries(byte[] header, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(header);
            var entries = new List<Entry>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                    throw Bad(name, $"its header names '{property.Name}' twice");
                if (property.Name != MetadataName)
                    entries.Add(ReadEntry(property, name));
            }

            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"'{name}' is not a safetensors file: its header is not as expected ({e.Message})", e);
        }
    }

    private static Entry ReadEntry(JsonProperty property, string name)
    {
        var type = property.Value.RequiredText("dtype") switch
        {
            "F32" => TensorType.Float32,
            "F64" => TensorType.Float64,
            "I64" => TensorType.Int64,
            var other => throw Bad(name, $"the element type of '{property.Name}' is {other}, where F32, F64 or I64 was expected"),
        };
        int[] shape = [.. property.Value.Required("shape").EnumerateArray().Select(d => d.GetInt32())];
        long[] offsets = [.. property.Value.Required("data_offsets").EnumerateArray().Select(o => o.GetInt64())];
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] - offsets[0] > Array.MaxLength)
        {
            throw Bad(name, $"the offsets of '{property.Name}' are [{string.Join(", ", offsets)}], where a begin and an end of at most "
                + $"{Array.MaxLength} bytes were expected");
        }

        long size = Tensor.SizeOf(type);
        foreach (var dimension in shape)
        {
            if (dimension < 0 || (dimension > 0 && size > long.MaxValue / dimension))
            {
                throw Bad(name,
                $"'{property.Name}' has the dimension {dimension}");
            }

            size *= dimension;
        }

        if (size != offsets[1] - offsets[0])
        {
            throw Bad(
                name, $"'{property.Name}' has {offsets[1] - offsets[0]} bytes, where its shape [{string.Join(", ", shape)}] needs {size}");
        }

        return new Entry(property.Name, type, shape, offsets[0], offsets[1]);
    }

    private static InvalidDataException Bad(string name, string what) => new($"'{name}' is not a sound safetensors file: {what}.");
}
