namespace Microsoft.ML.Data;

/// <summary>How a chain of transformers is saved: the scopes, and each transformer in a part of its own.</summary>
internal static class ChainSaving
{
    /// <summary>Writes the chain.</summary>
    public static void Save(ModelSaveContext ctx, ITransformerChain chain)
    {
        ctx.Writer.Write(chain.Transformers.Count);
        for (var i = 0; i < chain.Transformers.Count; i++)
        {
            ctx.Writer.Write((int)chain.Scopes[i]);
            ctx.SaveComponent($"Transform_{i:000}", chain.Transformers[i]);
        }
    }
}
