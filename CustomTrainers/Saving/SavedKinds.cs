using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Transforms;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The kinds of transformers that this project can save and load.</summary>
public static class SavedKinds
{
    /// <summary>Every kind; a new transformer of this project adds its line here.</summary>
    public static IReadOnlyList<SavedKind> All { get; } =
    [
        SavedKind.Of<MulticlassNetworkTransformer>(),
        SavedKind.Of<BinaryNetworkTransformer>(),
        SavedKind.Of<RegressionNetworkTransformer>(),
        SavedKind.Of<MulticlassTreeTransformer>(),
        SavedKind.Of<BinaryTreeTransformer>(),
        SavedKind.Of<RegressionTreeTransformer>(),
        SavedKind.Of<JointMeanVarianceTransformer>(),
    ];
}
