using System.Collections.Immutable;
using System.Text;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Reads what <see cref="TreeEnsembleWriter"/> writes. Nothing in the file is believed before it is checked: memory is allocated as
/// content arrives, never for a length alone, and trees must be trees.
/// </summary>
public static class TreeEnsembleReader
{
    /// <exception cref="InvalidDataException">Not such a file, cut short, or damaged.</exception>
    public static TreeEnsemble Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var checksum = new ChecksumStream(stream);
        using var reader = new BinaryReader(checksum, Encoding.UTF8, leaveOpen: true);
        try
        {
            Span<byte> signature = stackalloc byte[TreeEnsembleWriter.Signature.Length];
            checksum.ReadExactly(signature);
            if (!signature.SequenceEqual(TreeEnsembleWriter.Signature))
                throw new InvalidDataException("This is not a tree ensemble: the file does not begin with MPTREES1.");
            int features = Count(reader, 1, "features"), outputs = Count(reader, 1, "outputs"), trees = Count(reader, 0, "trees");
            var initial = ImmutableArray.CreateBuilder<float>();
            for (int k = 0; k < outputs; k++) initial.Add(reader.ReadSingle());
            var read = ImmutableArray.CreateBuilder<Tree>();
            for (int t = 0; t < trees; t++) read.Add(ReadTree(reader));
            ulong expected = checksum.Value;
            if (reader.ReadUInt64() != expected) throw new InvalidDataException("The tree ensemble is damaged: its checksum does not match its content.");
            return new TreeEnsemble(features, initial.ToImmutable(), read.ToImmutable());
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("The tree ensemble is cut short: the file ends before its last tree does.");
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"The tree ensemble is damaged: {error.Message}", error);
        }
    }

    private static Tree ReadTree(BinaryReader reader)
    {
        int count = Count(reader, 0, "splits");
        var splits = ImmutableArray.CreateBuilder<TreeSplit>();
        for (int i = 0; i < count; i++)
        {
            (int feature, float threshold, int left, int right, byte flags, double gain) =
                (reader.ReadInt32(), reader.ReadSingle(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadByte(), reader.ReadDouble());
            int categoryCount = Count(reader, 0, "categories");
            var categories = ImmutableArray.CreateBuilder<int>();
            for (int c = 0; c < categoryCount; c++) categories.Add(reader.ReadUInt16());
            splits.Add(new TreeSplit
            {
                Feature = feature,
                Threshold = threshold,
                MissingLeft = (flags & 1) != 0,
                IsCategorical = (flags & 2) != 0,
                Gain = gain,
                Categories = categories.ToImmutable(),
                Left = left,
                Right = right,
            });
        }
        var leaves = ImmutableArray.CreateBuilder<TreeLeaf>();
        for (int i = 0; i <= count; i++) leaves.Add(new TreeLeaf(reader.ReadSingle(), reader.ReadInt64(), reader.ReadDouble()));
        return new Tree(splits.ToImmutable(), leaves.ToImmutable());
    }

    private static int Count(BinaryReader reader, int least, string what)
    {
        int count = reader.ReadInt32();
        return count >= least ? count : throw new InvalidDataException($"The tree ensemble is damaged: it says it has {count} {what}.");
    }
}
