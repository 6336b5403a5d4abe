using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.FastTree;

[assembly: LoadableComponent(FastTreeBinaryModelParameters.LoaderSignature, typeof(FastTreeBinaryModelParameters))]

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A binary classifier of boosted trees: its score times twice the learning rate is the log odds.</summary>
public sealed class FastTreeBinaryModelParameters : TreeEnsembleModelParametersBasedOnRegressionTree
{
    internal const string LoaderSignature = "FastTreeBinaryExec";

    internal FastTreeBinaryModelParameters(GrownTrees trees)
        : base(trees)
    {
    }

    private protected override string Signature => LoaderSignature;

    internal static FastTreeBinaryModelParameters Load(ModelLoadContext ctx) => new(GrownTrees.Read(ctx.Reader));
}
