using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.MLNetParity;

/// <summary>Trees in transcripts.</summary>
internal static class TreeTranscripts
{
    /// <summary>Adds each tree: its nodes, thresholds and gains, and the values of its leaves.</summary>
    public static void Add<T>(this Transcript transcript, string name, TreeEnsemble<T> ensemble)
        where T : RegressionTreeBase
    {
        transcript.Add($"{name}.Bias", ensemble.Bias);
        transcript.Add($"{name}.TreeWeights", string.Join(' ', ensemble.TreeWeights));
        var number = 0;
        foreach (var tree in ensemble.Trees)
            transcript.Add($"{name}.Trees[{number++}]", tree);
    }

    private static void Add(this Transcript transcript, string name, RegressionTreeBase tree)
    {
        transcript.Add($"{name}.NumberOfLeaves", tree.NumberOfLeaves);
        transcript.Add($"{name}.NumberOfNodes", tree.NumberOfNodes);
        for (var node = 0; node < tree.NumberOfNodes; node++)
        {
            transcript.Add($"{name}[{node}]", $"feature {tree.NumericalSplitFeatureIndexes[node]}, to {tree.LeftChild[node]} or {tree.RightChild[node]}, by categories: {tree.CategoricalSplitFlags[node]}");
            transcript.Add($"{name}[{node}].Threshold", tree.NumericalSplitThresholds[node]);
            transcript.Add($"{name}[{node}].Gain", tree.SplitGains[node]);
        }
        var leaf = 0;
        foreach (var value in tree.LeafValues)
            transcript.Add($"{name}.LeafValues[{leaf++}]", value);
    }
}
