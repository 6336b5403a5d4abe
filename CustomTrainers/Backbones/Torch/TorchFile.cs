using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones.Torch;

/// <summary>
/// The tensors of a state dictionary that <c>torch.save</c> wrote: a zip archive with a pickle, <c>data.pkl</c>, and a file of numbers for
/// each storage, <c>data/0</c> and so on. Nothing in the file is run (<see cref="Unpickler"/>). No length is believed: the archive must be
/// stored without compression, as <c>torch.save</c> does, and neither its storages nor its tensors may have more bytes than the file.
/// </summary>
internal sealed class TorchFile
{
    private const string Pickle = "data.pkl";
    private readonly ZipArchive _archive;
    private readonly string _name;
    private readonly string _folder;
    private readonly long _length;
    private readonly Dictionary<string, byte[]> _storages = new(StringComparer.Ordinal);
    private long _storageBytes, _tensorBytes;

    private TorchFile(ZipArchive archive, string name, long length)
    {
        (_archive, _name, _length) = (archive, name, length);
        var pickles = archive.Entries.Where(entry => entry.FullName.EndsWith($"/{Pickle}", StringComparison.Ordinal)).ToList();
        if (pickles.Count != 1)
            throw Bad($"the archive has {pickles.Count} files '{Pickle}', where one was expected");
        _folder = pickles[0].FullName[..^Pickle.Length];
        if (archive.GetEntry($"{_folder}byteorder") is { } order && Encoding.UTF8.GetString(Bytes(order)) is var found && found != "little")
            throw Bad($"its byte order is '{found}', where 'little' was expected");
        Tensors = [.. Unpickler.Read(Bytes(pickles[0]), name).Select(entry => ReadTensor(entry.Key, entry.Value))];
    }

    private IReadOnlyList<Tensor> Tensors { get; }

    /// <summary>Reads all tensors.</summary>
    /// <param name="stream">A seekable stream that holds one file and nothing else.</param>
    /// <param name="name">What errors call it: its path.</param>
    /// <exception cref="InvalidDataException">The file is not sound, is of another format, or holds something else than tensors; the
    /// message says what to do.</exception>
    public static IReadOnlyList<Tensor> Read(Stream stream, string name)
    {
        RequireArchive(stream, name);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return new TorchFile(archive, name, stream.Length).Tensors;
        }
        catch (Exception exception) when (exception is EndOfStreamException or NotSupportedException
            || (exception is InvalidDataException && !exception.Message.StartsWith($"'{name}'", StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"'{name}' is not a sound file of torch.save: {exception.Message}", exception);
        }
    }

    /// <summary>Refuses what is no zip archive, the format of PyTorch before 1.6 by its name.</summary>
    private static void RequireArchive(Stream stream, string name)
    {
        var start = new byte[4];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (read == 4 && start.AsSpan().SequenceEqual("PK\x3\x4"u8))
            return;
        throw new InvalidDataException(start[0] == 0x80
            ? $"'{name}' is in the format of torch.save before PyTorch 1.6, which is not read. Write it anew in Python: "
                + "torch.save(torch.load(path), new_path)."
            : $"'{name}' is not a file of torch.save: it begins with {Convert.ToHexString(start.AsSpan(0, read))}, where a zip archive was "
                + "expected.");
    }

    private Tensor ReadTensor(string key, object? value)
    {
        if (value is not TorchTensor tensor)
        {
            throw Bad($"the entry '{key}' of its dictionary is not a tensor; save the state dictionary alone, by "
                + "torch.save(model.state_dict(), path)");
        }

        var bytes = Storage(tensor.Storage);
        var count = RequireInside(key, tensor);
        switch (tensor.Storage.Type)
        {
            case TensorType.Float32:
                return Gather<float>(key, tensor, bytes, count);
            case TensorType.Float64:
                return Gather<double>(key, tensor, bytes, count);
            default:
                return count == 1
                    ? Tensor.Create(key, MemoryMarshal.Cast<byte, long>(bytes)[(int)tensor.Offset])
                    : throw Bad($"the tensor '{key}' has {count} whole numbers, where a network has one for each counter");
        }
    }

    /// <summary>Number of elements of a view, when all of them lie inside its storage.</summary>
    private int RequireInside(string key, TorchTensor tensor)
    {
        var (count, last) = ((Int128)1, (Int128)tensor.Offset);
        for (var i = 0; i < tensor.Shape.Length; i++)
        {
            var (dimension, stride) = (tensor.Shape[i], tensor.Strides[i]);
            if (dimension < 1 || stride < 0 || count * dimension > tensor.Storage.Count)
                throw Outside();
            count *= dimension;
            last += (Int128)(dimension - 1) * stride;
        }

        _tensorBytes += (long)count * SizeOf(tensor.Storage.Type);
        return tensor.Offset >= 0 && last < tensor.Storage.Count && _tensorBytes <= _length ? (int)count : throw Outside();

        InvalidDataException Outside() => Bad(
            $"the tensor '{key}' of the shape [{string.Join(", ", tensor.Shape.Take(8))}], with the strides "
                + $"[{string.Join(", ", tensor.Strides.Take(8))}] from {tensor.Offset} on, does not lie inside its {tensor.Storage.Count} "
                + "numbers, or shares them with too many others");
    }

    /// <summary>The view's elements in row-major order.</summary>
    private static Tensor Gather<T>(string key, TorchTensor tensor, byte[] storage, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var from = MemoryMarshal.Cast<byte, T>(storage);
        var values = new T[count];
        var index = new long[tensor.Shape.Length];
        var place = tensor.Offset;
        for (var i = 0; i < count; i++)
        {
            values[i] = from[(int)place];
            for (var d = index.Length - 1; d >= 0; d--)
            {
                place += tensor.Strides[d];
                if (++index[d] < tensor.Shape[d])
                    break;
                place -= tensor.Strides[d] * tensor.Shape[d];
                index[d] = 0;
            }
        }

        return Tensor.Create<T>(key, [.. tensor.Shape.Select(dimension => (int)dimension)], values);
    }

    private byte[] Storage(TorchStorage storage)
    {
        if (_storages.TryGetValue(storage.Key, out var known) && known.LongLength == storage.Count * (Int128)SizeOf(storage.Type))
            return known;
        var entry = _archive.GetEntry($"{_folder}data/{storage.Key}") ?? throw Bad($"the archive has no file 'data/{storage.Key}'");
        if (entry.Length != storage.Count * (Int128)SizeOf(storage.Type))
        {
            throw Bad($"the file 'data/{storage.Key}' has {entry.Length} bytes, where {storage.Count} numbers of {SizeOf(storage.Type)} "
                + "bytes were expected");
        }

        return _storages[storage.Key] = Bytes(entry);
    }

    private byte[] Bytes(ZipArchiveEntry entry)
    {
        if (entry.Length != entry.CompressedLength)
            throw Bad($"'{entry.FullName}' is compressed; torch.save does not compress");
        _storageBytes += entry.Length;
        if (_storageBytes > _length || entry.Length > Array.MaxLength)
            throw Bad($"'{entry.FullName}' announces {entry.Length} bytes: with the others that is more than the file has");
        var bytes = new byte[entry.Length];
        using var content = entry.Open();
        content.ReadExactly(bytes);
        return bytes;
    }

    private static int SizeOf(TensorType type) => type == TensorType.Float32 ? sizeof(float) : sizeof(double);

    private InvalidDataException Bad(string what) => new($"'{_name}' is not a state dictionary of PyTorch that can be read: {what}.");
}
