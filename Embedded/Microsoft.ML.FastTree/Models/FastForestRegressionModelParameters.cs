using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.FastTree;

[assembly: LoadableComponent(FastForestRegressionModelParameters.LoaderSignature, typeof(FastForestRegressionModelParameters))]

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A regression of a random forest: the mean of its trees' values.</summary>
public sealed class FastForestRegressionModelParameters : TreeEnsembleModelParametersBasedOnQuantileRegressionTree
{
    internal const string LoaderSignature = "FastForestRegressionExec";

    internal FastForestRegressionModelParameters(GrownTrees trees)
        : base(trees)
    {
    }

    private protected override string Signature => LoaderSignature;

    internal static FastForestRegressionModelParameters Load(ModelLoadContext ctx) => new(GrownTrees.Read(ctx.Reader));
}
