using System.Text;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Writes an ensemble in the format of <see cref="TreeEnsembleReader"/>, little-endian: the signature <c>MPTREES1</c>; numbers of features,
/// outputs and trees (32 bits each); the initial scores; for every tree the number of splits, the splits (feature, threshold, left, right,
/// flags in 8 bits: 1 missing values go left, 2 categorical; gain in 64 bits; number of categories and the categories, 16 bits each), the
/// leaves (value, examples in 64 bits, second derivatives in 64 bits); and an FNV-1a checksum (64 bits) of everything before it.
/// </summary>
public static class TreeEnsembleWriter
{
    internal static ReadOnlySpan<byte> Signature => "MPTREES1"u8;

    public static void Write(Stream stream, TreeEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(ensemble);
        using var checksum = new ChecksumStream(stream);
        using var writer = new BinaryWriter(checksum, Encoding.UTF8, leaveOpen: true);
        writer.Write(Signature);
        writer.Write(ensemble.FeatureCount);
        writer.Write(ensemble.OutputCount);
        writer.Write(ensemble.Trees.Length);
        foreach (float score in ensemble.InitialScores) writer.Write(score);
        foreach (Tree tree in ensemble.Trees) Write(writer, tree);
        writer.Flush();
        writer.Write(checksum.Value);
    }

    private static void Write(BinaryWriter writer, Tree tree)
    {
        writer.Write(tree.Splits.Length);
        foreach (TreeSplit split in tree.Splits)
        {
            writer.Write(split.Feature);
            writer.Write(split.Threshold);
            writer.Write(split.Left);
            writer.Write(split.Right);
            writer.Write((byte)((split.MissingLeft ? 1 : 0) | (split.IsCategorical ? 2 : 0)));
            writer.Write(split.Gain);
            writer.Write(split.Categories.Length);
            foreach (int category in split.Categories) writer.Write((ushort)category);
        }
        foreach (TreeLeaf leaf in tree.Leaves)
        {
            writer.Write(leaf.Value);
            writer.Write(leaf.Examples);
            writer.Write(leaf.Hessian);
        }
    }
}
