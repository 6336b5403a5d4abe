using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees.Structure;

/// <summary>
/// A tree as bytes, little-endian: the number of splits (32 bits), the splits (feature, threshold, left, right, flags in 8 bits: 1 missing
/// values go left, 2 categorical; gain in 64 bits; number of categories and the categories, 16 bits each), and the leaves (value, examples
/// in 64 bits, second derivatives in 64 bits). Every bit is kept.
/// </summary>
internal static class TreeBytes
{
    /// <summary>Reads a tree; memory is allocated as content arrives, never for a length alone.</summary>
    /// <exception cref="InvalidDataException">A number is none that a tree can have.</exception>
    /// <exception cref="EndOfStreamException">The bytes end before the tree does.</exception>
    /// <exception cref="ArgumentException">The splits are no tree.</exception>
    public static Tree Read(BinaryReader reader)
    {
        var count = Count(reader, 0, "splits");
        var splits = ImmutableArray.CreateBuilder<TreeSplit>();
        for (var i = 0; i < count; i++)
        {
            var (feature, threshold, left, right, flags, gain) =
                (reader.ReadInt32(), reader.ReadSingle(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadByte(), reader.ReadDouble());
            var categoryCount = Count(reader, 0, "categories");
            var categories = ImmutableArray.CreateBuilder<int>();
            for (var c = 0; c < categoryCount; c++)
                categories.Add(reader.ReadUInt16());
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
        for (var i = 0; i <= count; i++)
            leaves.Add(new TreeLeaf(reader.ReadSingle(), reader.ReadInt64(), reader.ReadDouble()));
        return new Tree(splits.ToImmutable(), leaves.ToImmutable());
    }

    /// <summary>Writes a tree.</summary>
    public static void Write(BinaryWriter writer, Tree tree)
    {
        writer.Write(tree.Splits.Length);
        foreach (var split in tree.Splits)
        {
            writer.Write(split.Feature);
            writer.Write(split.Threshold);
            writer.Write(split.Left);
            writer.Write(split.Right);
            writer.Write((byte)((split.MissingLeft ? 1 : 0) | (split.IsCategorical ? 2 : 0)));
            writer.Write(split.Gain);
            writer.Write(split.Categories.Length);
            foreach (var category in split.Categories)
                writer.Write((ushort)category);
        }

        foreach (var leaf in tree.Leaves)
        {
            writer.Write(leaf.Value);
            writer.Write(leaf.Examples);
            writer.Write(leaf.Hessian);
        }
    }

    /// <summary>A number of things, of which there must be some.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public static int Count(BinaryReader reader, int least, string what)
    {
        var count = reader.ReadInt32();
        return count >= least ? count : throw new InvalidDataException($"The tree ensemble is damaged: it says it has {count} {what}.");
    }
}
