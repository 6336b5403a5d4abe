using System.Buffers.Binary;
using System.Text;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training.Checkpoints;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Damage inside files of tensors and trees, whose lengths and checksums are made to fit.</summary>
public static class TensorPacking
{
    private const int LengthBytes = 8;
    private const int ChecksumBytes = 8;

    /// <summary>Damages the JSON header of a safetensors file; the length before it fits again.</summary>
    public static byte[] Header(byte[] file, MutationSource source)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        var header = JsonMutations.Any(file[LengthBytes..(LengthBytes + length)], source);
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. file[(LengthBytes + length)..]];
    }

    /// <summary>Damages a text among the metadata of a safetensors file, such as the definition of a network.</summary>
    /// <param name="key">The name of the text.</param>
    public static Mutation Metadata(string key) => (file, source) =>
    {
        var (metadata, tensors) = Read(file);
        if (!metadata.TryGetValue(key, out var text))
            return Header(file, source);
        metadata[key] = Encoding.UTF8.GetString(JsonMutations.Any(Encoding.UTF8.GetBytes(text), source));
        return Write(metadata, tensors);
    };

    /// <summary>Damages the state, the description or the arrays of a checkpoint, whose SHA-256 fits again.</summary>
    public static byte[] Checkpoint(byte[] file, MutationSource source)
    {
        var (metadata, tensors) = Read(file);
        var key = source.OnceIn(10) ? "training" : "state";
        if (source.OnceIn(10))
        {
            var at = source.Below(tensors.Count);
            var numbers = new float[source.OneOf([tensors[at].Length, 0, 1])];
            Array.Fill(numbers, source.OneOf([float.NaN, float.PositiveInfinity, 0, 1e38f]));
            tensors[at] = Tensor.Create<float>(tensors[at].Name, [numbers.Length], numbers);
        }
        else
        {
            metadata[key] = Encoding.UTF8.GetString(JsonMutations.Any(Encoding.UTF8.GetBytes(metadata[key]), source));
        }

        metadata["sha256"] = CheckpointStore.Hash(metadata["training"], metadata["state"], tensors);
        source.IsRepaired = true;
        return Write(metadata, tensors);
    }

    /// <summary>Damages an ensemble of trees, whose checksum fits again.</summary>
    public static byte[] Trees(byte[] file, MutationSource source)
    {
        var content = ByteMutations.Any(file[..^ChecksumBytes], source);
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var value in content)
            hash = (hash ^ value) * 1099511628211;
        source.IsRepaired = true;
        return [.. content, .. BitConverter.GetBytes(hash)];
    }

    private static (Dictionary<string, string> Metadata, List<Tensor> Tensors) Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return (
            new Dictionary<string, string>(SafeTensorsReader.ReadMetadata(stream, "seed")), [.. SafeTensorsReader.Read(stream, "seed")]);
    }

    private static byte[] Write(Dictionary<string, string> metadata, List<Tensor> tensors)
    {
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }
}
