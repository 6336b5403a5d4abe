using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees.Serialization;

/// <summary>
/// An ensemble of trees as the ONNX operator <c>TreeEnsembleRegressor</c>. Each tree is a target of its own, so that the operator gives the
/// values of its leaf as they are; their sums are then taken in double and rounded once, as <see cref="TreeEnsemble"/> does.
/// </summary>
/// <remarks>
/// A split of a quantity is a <c>BRANCH_LEQ</c> that knows the side of missing values. A split of a category is a chain of
/// <c>BRANCH_EQ</c>, one for each listed category, whose true sides are one and the same subtree. ONNX has no operator that gathers these
/// before version 5 of <c>ai.onnx.ml</c>; runtimes take such chains, in which LightGBM's models come too. A set of more than
/// <see cref="LongestChain"/> categories is looked up in a table before, as a runtime walks through chains by recursion.
/// </remarks>
public static class TreeEnsembleOnnx
{
    /// <summary>The most categories of a split that are compared with one by one.</summary>
    internal const int LongestChain = 100;

    /// <summary>Adds the ensemble to a graph.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="features">[batch, features] of float; NaN for a missing value.</param>
    /// <returns>[batch, outputs] of float: the raw scores.</returns>
    public static OnnxValue ToOnnx(this TreeEnsemble ensemble, OnnxGraph graph, OnnxValue features)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(graph);
        var outputs = ensemble.OutputCount;
        var start = ensemble.InitialScores.Select(score => (double)score).ToArray();
        var nodes = new OnnxTrees();
        List<int> outputOfTree = [];
        List<TreeSplit> tables = [];
        foreach (var (i, tree) in ensemble.Trees.Index())
        {
            if (tree.Splits.IsEmpty)
            {
                start[i % outputs] += tree.Leaves[0].Value;
                continue;
            }

            Add(nodes, tree, outputOfTree.Count, split =>
            {
                tables.Add(split);
                return ensemble.FeatureCount + tables.Count - 1;
            });
            outputOfTree.Add(i % outputs);
        }

        if (outputOfTree.Count == 0)
            return Constant(graph, features, start);
        var values = graph.Cast(
            graph.MachineLearningNode(
                "TreeEnsembleRegressor", graph.Concat(1, [features, .. tables.Select(split => IsListed(graph, features, split))]),
                nodes.ToSettings(outputOfTree.Count)),
            OnnxType.Double);
        var membership = new double[outputOfTree.Count * outputs];
        foreach (var (tree, output) in outputOfTree.Index())
            membership[tree * outputs + output] = 1;
        var sums = graph.Product(values, graph.Constant(membership, outputOfTree.Count, outputs));
        return graph.Cast(graph.Add(sums, graph.Constant(start, 1, outputs)), OnnxType.Single);
    }

    /// <summary>The same scores for every row.</summary>
    private static OnnxValue Constant(OnnxGraph graph, OnnxValue features, double[] scores)
    {
        var first = graph.Cast(graph.Apply("IsNaN", graph.Columns(features, [0])), OnnxType.Single);
        return graph.Add(
            graph.Multiply(first, graph.Number(0f)), graph.Constant([.. scores.Select(score => (float)score)], 1, scores.Length));
    }

    /// <summary>1 where a category is among those of a split, else 0: also for a missing one, and for what is no category.</summary>
    private static OnnxValue IsListed(OnnxGraph graph, OnnxValue features, TreeSplit split)
    {
        var count = split.Categories[^1] + 1;
        var table = new float[count + 1];
        foreach (var category in split.Categories)
            table[category] = 1;
        var value = graph.Columns(features, [split.Feature]);
        var isInside = graph.Node(
            "And",
            [
                graph.Node("Equal", [value, graph.Apply("Floor", value)]),
                graph.Node("Less", [graph.Apply("Abs", value), graph.Number((float)count)]),
            ]);
        var isCategory = graph.Node("And", [isInside, graph.Apply("Not", graph.Node("Less", [value, graph.Number(0f)]))]);
        var place = graph.Cast(graph.Where(isCategory, value, graph.Number((float)count)), OnnxType.Int64);
        return graph.Gather(graph.Vector(table), place, 0);
    }

    /// <summary>Adds a tree with at least one split, as a target of its own.</summary>
    /// <param name="nodes">Where its nodes go.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="target">Its number, and that of its target.</param>
    /// <param name="addTable">Gives the column that says whether a split's category is listed.</param>
    private static void Add(OnnxTrees nodes, Tree tree, int target, Func<TreeSplit, int> addTable)
    {
        var next = 0;
        // What is open, and of which nodes it is the true or the false side.
        var open = new Stack<(int Node, int[] Parents, bool OnTrue)>([(0, [], false)]);
        while (open.TryPop(out var place))
        {
            var id = next++;
            foreach (var parent in place.Parents)
                nodes.SetSide(parent, place.OnTrue, id);
            if (place.Node < 0)
            {
                nodes.AddLeaf(target, id, target, tree.Leaves[~place.Node].Value);
                continue;
            }

            var split = tree.Splits[place.Node];
            if (!split.IsCategorical || split.Categories.IsEmpty)
            {
                // Where no category is listed, all go where missing values go.
                var threshold = !split.IsCategorical ? split.Threshold
                    : split.MissingLeft ? float.PositiveInfinity : float.NegativeInfinity;
                var at = nodes.AddSplit(target, id, split.Feature, "BRANCH_LEQ", threshold, split.MissingLeft);
                open.Push((split.Right, [at], false));
                open.Push((split.Left, [at], true));
                continue;
            }

            // A listed category goes where missing values do not go.
            var (listed, others) = split.MissingLeft ? (split.Right, split.Left) : (split.Left, split.Right);
            if (split.Categories.Length > LongestChain)
            {
                var at = nodes.AddSplit(target, id, addTable(split), "BRANCH_LEQ", 0.5f, missingIsTrue: true);
                open.Push((listed, [at], false));
                open.Push((others, [at], true));
                continue;
            }

            var chain = new int[split.Categories.Length];
            foreach (var (i, category) in split.Categories.Index())
            {
                if (i > 0)
                    nodes.SetSide(chain[i - 1], false, id = next++);
                chain[i] = nodes.AddSplit(target, id, split.Feature, "BRANCH_EQ", category, missingIsTrue: false);
            }

            open.Push((listed, chain, true));
            open.Push((others, [chain[^1]], false));
        }
    }
}
