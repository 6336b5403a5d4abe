namespace Microsoft.ML.Data;

/// <summary>A chain of transformers, whatever the type of the last.</summary>
internal interface ITransformerChain
{
    /// <summary>The transformers in their order.</summary>
    IReadOnlyList<ITransformer> Transformers { get; }

    /// <summary>The uses in which each takes part.</summary>
    IReadOnlyList<TransformerScope> Scopes { get; }
}
