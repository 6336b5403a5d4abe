using Microsoft.ML.Data;
using Microsoft.ML.Saving;

[assembly: LoadableComponent(CompositeLoaderSaving.Signature, typeof(CompositeLoaderSaving))]

namespace Microsoft.ML.Saving;

/// <summary>How a loader with transformers is loaded.</summary>
internal static class CompositeLoaderSaving
{
    public const string Signature = "CompositeDataLoader";

    public static CompositeDataLoader<IMultiStreamSource, ITransformer> Load(ModelLoadContext ctx) =>
        new(ctx.LoadComponent<IDataLoader<IMultiStreamSource>>("Loader"), ctx.LoadComponent<TransformerChain<ITransformer>>("Model"));
}
