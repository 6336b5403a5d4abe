using Microsoft.ML.Data;
using Microsoft.ML.Saving;

[assembly: LoadableComponent(RegressionPredictionTransformerLoading.Signature, typeof(RegressionPredictionTransformerLoading))]

namespace Microsoft.ML.Saving;

/// <summary>How a <see cref="RegressionPredictionTransformer{TModel}"/> is loaded.</summary>
internal static class RegressionPredictionTransformerLoading
{
    public const string Signature = "RegressionPred";

    public static object Load(ModelLoadContext ctx) =>
        ScoringSaving.Load(ctx, typeof(RegressionPredictionTransformer<>), () => []);
}
