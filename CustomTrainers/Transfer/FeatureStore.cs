using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>
/// Features on disk, by the SHA-256 of an image's pixels: one file for each backbone and each way of computing, named after the hash of its
/// layers and weights. A record is the image's hash, the features, and the first bytes of the hash of both. Records are only added, by one
/// process at a time; a record that is damaged or not complete is as good as none.
/// </summary>
internal sealed class FeatureStore
{
    private const int HashBytes = 32;
    private const int CheckBytes = 8;
    private static readonly Lock Adding = new();
    private readonly string _path;
    private readonly int _width;
    private readonly int _recordBytes;

    private FeatureStore(string path, int width)
    {
        _path = path;
        _width = width;
        _recordBytes = HashBytes + width * sizeof(float) + CheckBytes;
    }

    /// <summary>The store of a backbone in a folder, which is made where it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="backbone">The network.</param>
    /// <param name="way">How the features are computed, in words: two ways may differ in the last digits, so each has a file.</param>
    public static FeatureStore Open(string folder, Network<float> backbone, string way)
    {
        Directory.CreateDirectory(folder);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var layers = backbone.Definition.Layers.Select(layer => $"{layer}");
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', layers.Prepend($"{backbone.Definition.Input}").Prepend(way))));
        hash.AppendData(MemoryMarshal.AsBytes(backbone.ParameterValues));
        hash.AppendData(MemoryMarshal.AsBytes(backbone.StateValues));
        return new FeatureStore(Path.Combine(folder, $"{Convert.ToHexStringLower(hash.GetHashAndReset())}.features"), backbone.OutputSize);
    }

    /// <summary>The name of an image in the store: the SHA-256 of its pixels.</summary>
    public static string KeyOf(ReadOnlySpan<byte> pixels) => Convert.ToHexString(SHA256.HashData(pixels));

    /// <summary>Adds features of images. While another process adds to the file, they are not kept.</summary>
    public void Add(IReadOnlyList<(string Key, ReadOnlyMemory<float> Features)> images)
    {
        if (images.Count == 0)
            return;
        lock (Adding)
        {
            using var file = OpenToAdd();
            if (file is null)
                return;
            file.SetLength(file.Length / _recordBytes * _recordBytes);
            file.Seek(0, SeekOrigin.End);
            var record = new byte[_recordBytes];
            foreach (var (key, features) in images)
            {
                Convert.FromHexString(key).CopyTo(record.AsSpan());
                for (var i = 0; i < _width; i++)
                    BinaryPrimitives.WriteSingleLittleEndian(record.AsSpan(HashBytes + i * sizeof(float)), features.Span[i]);
                Check(record).CopyTo(record.AsSpan(_recordBytes - CheckBytes));
                file.Write(record);
            }
        }
    }

    /// <summary>All features that are there, by the names of their images.</summary>
    public Dictionary<string, float[]> Read()
    {
        var known = new Dictionary<string, float[]>(StringComparer.Ordinal);
        if (!File.Exists(_path))
            return known;
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        var record = new byte[_recordBytes];
        while (file.ReadAtLeast(record, _recordBytes, throwOnEndOfStream: false) == _recordBytes)
        {
            if (!Check(record).SequenceEqual(record.AsSpan(_recordBytes - CheckBytes)))
                continue;
            var features = new float[_width];
            for (var i = 0; i < _width; i++)
                features[i] = BinaryPrimitives.ReadSingleLittleEndian(record.AsSpan(HashBytes + i * sizeof(float)));
            known[Convert.ToHexString(record.AsSpan(0, HashBytes))] = features;
        }

        return known;
    }

    private FileStream? OpenToAdd()
    {
        try
        {
            return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private ReadOnlySpan<byte> Check(ReadOnlySpan<byte> record) =>
        SHA256.HashData(record[..(_recordBytes - CheckBytes)]).AsSpan(0, CheckBytes);
}
