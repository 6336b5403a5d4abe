using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Scoring;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The trees of several models as one ensemble with an output for each.</summary>
internal sealed class JointTrees(TreeEnsemble ensemble) : IVectorScorer
{
    private static readonly Tree Nothing = new([], [new TreeLeaf(0, 0, 0)]);

    int IFeatureScorer.FeatureCount => ensemble.FeatureCount;

    int IVectorScorer.OutputCount => ensemble.OutputCount;

    /// <summary>Models of the same width.</summary>
    public static JointTrees Create(IReadOnlyList<TreeEnsemble> models)
    {
        int rounds = models.Max(model => model.Trees.Length);
        var trees = ImmutableArray.CreateBuilder<Tree>(rounds * models.Count);
        for (int round = 0; round < rounds; round++)
        {
            foreach (TreeEnsemble model in models)
                trees.Add(round < model.Trees.Length ? model.Trees[round] : Nothing);
        }

        return new JointTrees(new TreeEnsemble(models[0].FeatureCount, [.. models.Select(model => model.InitialScores[0])], trees.MoveToImmutable()));
    }

    void IVectorScorer.Score(in VBuffer<float> features, Span<float> scores) => FeatureRow.Score(ensemble, in features, scores);
}
