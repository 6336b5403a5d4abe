using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The trees of one model, made for scoring: a score is the sum of their values.</summary>
internal sealed class GrownTrees
{
    private GrownTrees(TreeEnsemble ensemble, double leafFactor)
    {
        Ensemble = ensemble;
        LeafFactor = leafFactor;
    }

    public TreeEnsemble Ensemble { get; }

    /// <summary>What the ensemble's values are multiplied by to be the leaf values that the model shows.</summary>
    public double LeafFactor { get; }

    /// <summary>Takes over the engine's trees that have a split, in ML.NET's units.</summary>
    /// <param name="trees">The trees of one output.</param>
    /// <param name="scale">What their values are multiplied by.</param>
    /// <param name="gainUnit">What their gains are multiplied by.</param>
    /// <param name="takeMean">Whether a score is the mean of the trees' values, not their sum.</param>
    public static GrownTrees Create(int featureCount, IEnumerable<Tree> trees, double scale, double gainUnit, bool takeMean = false)
    {
        Tree[] split = [.. trees.Where(tree => !tree.Splits.IsEmpty)];
        double leafFactor = takeMean ? Math.Max(1, split.Length) : 1;
        // The mean of no values is no number.
        float initial = takeMean && split.Length == 0 ? float.NaN : 0;
        return new GrownTrees(
            new TreeEnsemble(featureCount, [initial], [.. split.Select(tree => InUnits(tree, scale / leafFactor, gainUnit))]), leafFactor);
    }

    public static GrownTrees Read(BinaryReader reader)
    {
        double leafFactor = reader.ReadDouble();
        return new GrownTrees(TreeEnsembleReader.Read(reader.BaseStream), leafFactor);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(LeafFactor);
        writer.Flush();
        TreeEnsembleWriter.Write(writer.BaseStream, Ensemble);
    }

    /// <summary>A missing value fails every comparison in ML.NET's trees, and so goes right.</summary>
    private static Tree InUnits(Tree tree, double scale, double gainUnit) => new(
        [.. tree.Splits.Select(split => split with { Gain = split.Gain * gainUnit, MissingLeft = false })],
        [.. tree.Leaves.Select(leaf => leaf with { Value = (float)(leaf.Value * scale) })]);
}
