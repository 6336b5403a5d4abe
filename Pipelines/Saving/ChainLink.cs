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

    /// <summary>
    /// The transformers of a model in their order, chains within chains taken apart; one link for a model that is no chain.
    /// </summary>
    public static IReadOnlyList<ChainLink> Of(ITransformer model) => IsChain(model)
        ? [.. Members(model).Zip(ScopesOf(model), Of).SelectMany(links => links)]
        : Of(model, TransformerScope.Everything);

    /// <summary>
    /// The links of a chain's member. One that is a chain itself always transforms as in scoring: its other members take part in nothing.
    /// </summary>
    public static IReadOnlyList<ChainLink> Of(ITransformer member, TransformerScope scope) => IsChain(member)
        ? [
            .. Members(member).Zip(ScopesOf(member)).Where(inner => (inner.Second & TransformerScope.Scoring) != 0)
                .SelectMany(inner => Of(inner.First, scope))]
        : [new ChainLink(member, scope)];

    /// <summary>The members of a chain; a model that is none is its only one.</summary>
    public static ITransformer[] Members(ITransformer model) => IsChain(model) ? [.. (IEnumerable<ITransformer>)model] : [model];

    private static bool IsChain(ITransformer model) =>
        model.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(TransformerChain<>);

    /// <summary>The scopes of a chain's members. ML.NET does not tell them, but which members take part in a use.</summary>
    private static TransformerScope[] ScopesOf(ITransformer chain)
    {
        var members = Members(chain);
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
