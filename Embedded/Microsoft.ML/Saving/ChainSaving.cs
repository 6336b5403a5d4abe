using Microsoft.ML.Data;
using Microsoft.ML.Saving;

[assembly: LoadableComponent(ChainSaving.Signature, typeof(ChainSaving))]

namespace Microsoft.ML.Saving;

/// <summary>How a chain of transformers is saved: the scopes, and each transformer in a part of its own.</summary>
internal static class ChainSaving
{
    public const string Signature = "TransformerChain";

    /// <summary>Writes the chain.</summary>
    public static void Save(ModelSaveContext ctx, ITransformerChain chain)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.Write(chain.Transformers.Count);
        for (var i = 0; i < chain.Transformers.Count; i++)
        {
            ctx.Writer.Write((int)chain.Scopes[i]);
            ctx.SaveComponent($"Transform_{i:000}", chain.Transformers[i]);
        }
    }

    /// <summary>Reads the chain.</summary>
    public static TransformerChain<ITransformer> Load(ModelLoadContext ctx)
    {
        var transformers = new List<ITransformer>();
        var scopes = new List<TransformerScope>();
        for (var left = ctx.Reader.ReadInt32(); left > 0; left--)
        {
            scopes.Add((TransformerScope)ctx.Reader.ReadInt32());
            transformers.Add(ctx.LoadComponent<ITransformer>($"Transform_{transformers.Count:000}"));
        }
        return new(transformers, scopes);
    }
}
