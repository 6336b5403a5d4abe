using Microsoft.ML.Data;
using Microsoft.ML.Saving;

[assembly: LoadableComponent(BinaryPredictionTransformerLoading.Signature, typeof(BinaryPredictionTransformerLoading))]

namespace Microsoft.ML.Saving;

/// <summary>How a <see cref="BinaryPredictionTransformer{TModel}"/> is loaded.</summary>
internal static class BinaryPredictionTransformerLoading
{
    public const string Signature = "BinaryPred";

    public static object Load(ModelLoadContext ctx) =>
        ScoringSaving.Load(ctx, typeof(BinaryPredictionTransformer<>), () => [ctx.Reader.ReadSingle(), ctx.Reader.ReadString()]);
}
