using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.FastTree;

[assembly: LoadableComponent(FastForestBinaryModelParameters.LoaderSignature, typeof(FastForestBinaryModelParameters))]

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A binary classifier of a random forest: the sum of its trees' values, each the mean of labels 1 and −1.</summary>
public sealed class FastForestBinaryModelParameters : TreeEnsembleModelParametersBasedOnQuantileRegressionTree
{
    internal const string LoaderSignature = "FastForestBinaryExec";

    internal FastForestBinaryModelParameters(GrownTrees trees)
        : base(trees)
    {
    }

    private protected override string Signature => LoaderSignature;

    internal static FastForestBinaryModelParameters Load(ModelLoadContext ctx) => new(GrownTrees.Read(ctx.Reader));
}
