using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.FastTree;

[assembly: LoadableComponent(FastTreeRegressionModelParameters.LoaderSignature, typeof(FastTreeRegressionModelParameters))]

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A regression of boosted trees.</summary>
public sealed class FastTreeRegressionModelParameters : TreeEnsembleModelParametersBasedOnRegressionTree
{
    internal const string LoaderSignature = "FastTreeRegressionExec";

    internal FastTreeRegressionModelParameters(GrownTrees trees)
        : base(trees)
    {
    }

    private protected override string Signature => LoaderSignature;

    internal static FastTreeRegressionModelParameters Load(ModelLoadContext ctx) => new(GrownTrees.Read(ctx.Reader));
}
