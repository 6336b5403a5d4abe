using Microsoft.ML.Data;
using Microsoft.ML.Saving;

[assembly: LoadableComponent(MulticlassPredictionTransformerLoading.Signature, typeof(MulticlassPredictionTransformerLoading))]

namespace Microsoft.ML.Saving;

/// <summary>How a <see cref="MulticlassPredictionTransformer{TModel}"/> is loaded.</summary>
internal static class MulticlassPredictionTransformerLoading
{
    public const string Signature = "MulticlassPred";

    public static object Load(ModelLoadContext ctx) =>
        ScoringSaving.Load(ctx, typeof(MulticlassPredictionTransformer<>), () => [ctx.Reader.ReadBoolean() ? SchemaSaving.ReadAnnotations(ctx.Reader) : null]);
}
