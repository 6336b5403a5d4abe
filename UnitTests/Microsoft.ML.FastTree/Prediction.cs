using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

/// <summary>What transformers of trees say of rows.</summary>
internal static class Prediction
{
    public static float[] Scores(this ITransformer model, MLContext ml, IReadOnlyList<TreeRow> rows) =>
        [.. model.Transform(TreeRow.Load(ml, rows)).GetColumn<float>("Score")];

    public static float[] Probabilities(this ITransformer model, MLContext ml, IReadOnlyList<TreeRow> rows) =>
        [.. model.Transform(TreeRow.Load(ml, rows)).GetColumn<float>("Probability")];
}
