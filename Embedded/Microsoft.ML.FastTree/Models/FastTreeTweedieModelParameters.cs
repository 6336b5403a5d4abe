using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.FastTree;

[assembly: LoadableComponent(FastTreeTweedieModelParameters.LoaderSignature, typeof(FastTreeTweedieModelParameters))]

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A regression of boosted trees, whose sum is the logarithm of the prediction.</summary>
public sealed class FastTreeTweedieModelParameters : TreeEnsembleModelParametersBasedOnRegressionTree
{
    internal const string LoaderSignature = "FastTreeTweedieExec";

    internal FastTreeTweedieModelParameters(GrownTrees trees)
        : base(trees)
    {
    }

    private protected override string Signature => LoaderSignature;

    private protected override float ToPrediction(float score) => MathF.Exp(score);

    internal static FastTreeTweedieModelParameters Load(ModelLoadContext ctx) => new(GrownTrees.Read(ctx.Reader));
}
