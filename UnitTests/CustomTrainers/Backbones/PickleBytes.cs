using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace MlPipelines.UnitTests.CustomTrainers.Backbones;

/// <summary>Writes files as <c>torch.save</c> does: pickles by their operations, and the archive around them.</summary>
internal static class PickleBytes
{
    public static readonly byte[] Start = [0x80, 2];
    public static readonly byte[] Dictionary = [.. Name("collections", "OrderedDict"), (byte)')', (byte)'R'];

    public static byte[] Name(string module, string name) => Encoding.ASCII.GetBytes($"c{module}\n{name}\n");

    public static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)'X', .. Four(bytes.Length), .. bytes];
    }

    public static byte[] Number(int value) => [(byte)'J', .. Four(value)];

    /// <summary>A number of eight bytes.</summary>
    public static byte[] Long(long value) => [0x8a, 8, .. MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value))];

    public static byte[] Tuple(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

    public static byte[] Storage(string type, string key, byte[] count) =>
        [.. Tuple(Text("storage"), Name("torch", type), Text(key), Text("cpu"), count), (byte)'Q'];

    public static byte[] Tensor(byte[] storage, byte[] offset, byte[] shape, byte[] strides) =>
    [
        .. Name("torch._utils", "_rebuild_tensor_v2"), .. Tuple(storage, offset, shape, strides, [0x89], Dictionary), (byte)'R',
    ];

    public static byte[] Tensor(string type, string key, int count, int offset, int[] shape, int[] strides) => Tensor(
        Storage(type, key, Number(count)), Number(offset), Tuple([.. shape.Select(Number)]), Tuple([.. strides.Select(Number)]));

    /// <summary>The items of a dictionary below them on the stack.</summary>
    public static byte[] Items(params (string Key, byte[] Value)[] items) =>
        [(byte)'(', .. items.SelectMany(item => (byte[])[.. Text(item.Key), .. item.Value]), (byte)'u'];

    /// <summary>A whole pickle of a dictionary.</summary>
    public static byte[] Pickle(params (string Key, byte[] Value)[] items) => [.. Start, .. Dictionary, .. Items(items), (byte)'.'];

    /// <summary>The archive with a pickle and its storages.</summary>
    public static byte[] Archive(
        byte[] pickle, CompressionLevel compression = CompressionLevel.NoCompression, string byteOrder = "little",
        params (string Key, byte[] Content)[] storages)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("data.pkl", pickle);
            Add("byteorder", Encoding.ASCII.GetBytes(byteOrder));
            foreach (var (key, content) in storages)
                Add($"data/{key}", content);

            void Add(string name, byte[] content)
            {
                using var entry = archive.CreateEntry($"net/{name}", compression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Numbers<T>(params T[] values)
        where T : struct => MemoryMarshal.AsBytes<T>(values).ToArray();

    private static byte[] Four(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
