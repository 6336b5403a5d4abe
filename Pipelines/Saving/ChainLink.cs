using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Saving;

/// <summary>One transformer of a chain, and the uses in which it takes part.</summary>
/// <param name="Transformer">The transformer, itself no chain.</param>
/// <param name="Scope">Its uses.</param>
internal sealed record ChainLink(ITransformer Transformer, TransformerScope Scope)
{
    private static readonly TransformerScope[] Uses = [TransformerScope.Training, TransformerScope.Testing, TransformerScope.Scoring];

    /// <summary>The transformers of a model in their order, chains within chains taken apart; one link for a model that is no chain.</summary>
    public static IReadOnlyList<ChainLink> Of(ITransformer model) => [.. Links(model, TransformerScope.Everything)];

    /// <summary>Links as one chain.</summary>
    public static TransformerChain<ITransformer> ToChain(IReadOnlyCollection<ChainLink> links)
        => new([.. links.Select(link => link.Transformer)], [.. links.Select(link => link.Scope)]);

    private static IEnumerable<ChainLink> Links(ITransformer model, TransformerScope scope)
    {
        if (!IsChain(model))
            return [new ChainLink(model, scope)];
        var links = ((IEnumerable<ITransformer>)model).Zip(ScopesOf(model), (transformer, own) => new ChainLink(transformer, own));

        // A chain within a chain always transforms as in scoring: its other members take part in nothing.
        return links.SelectMany(link => IsChain(link.Transformer)
            ? Links(link.Transformer, link.Scope).Where(inner => (inner.Scope & TransformerScope.Scoring) != 0).Select(inner => inner with { Scope = link.Scope })
            : [link]);
    }

    private static bool IsChain(ITransformer model) => model.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(TransformerChain<>);

    /// <summary>The scopes of a chain's members. ML.NET does not tell them, but which members take part in a use.</summary>
    private static TransformerScope[] ScopesOf(ITransformer chain)
    {
        ITransformer[] members = [.. (IEnumerable<ITransformer>)chain];
        var scopes = new TransformerScope[members.Length];
        var filter = chain.GetType().GetMethod(nameof(TransformerChain<>.GetModelFor), [typeof(TransformerScope)])!;
        foreach (var use in Uses)
        {
            var kept = (IEnumerable<ITransformer>)filter.Invoke(chain, BindingFlags.DoNotWrapExceptions, null, [use], null)!;
            var next = 0;
            foreach (var transformer in kept)
            {
                while (!ReferenceEquals(members[next], transformer))
                    next++;
                scopes[next++] |= use;
            }
        }

        return scopes;
    }
}
