using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms and filters through functions of the user's own.</summary>
public static class CustomMappingCatalog
{
    /// <summary>Adds the members of <typeparamref name="TDst"/> as columns, made from those of <typeparamref name="TSrc"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mapAction">The function. It is called once for each row, may be called from several threads, and gets objects that are used again.</param>
    /// <param name="contractName">The name under which the mapping is found when a saved model is loaded; without one it cannot be saved.</param>
    /// <param name="inputSchemaDefinition">The columns of <typeparamref name="TSrc"/>; by default those of its members.</param>
    /// <param name="outputSchemaDefinition">The columns of <typeparamref name="TDst"/>; by default those of its members.</param>
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
        this TransformsCatalog catalog,
        Action<TSrc, TDst> mapAction,
        string? contractName,
        SchemaDefinition? inputSchemaDefinition = null,
        SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new()
    {
        Check.NotNull(catalog).Environment.RegisterAll("CustomMappingEstimator", "CustomMappingTransformer");
        return new(new CustomMappingTransformer<TSrc, TDst>(mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition));
    }

    /// <summary>Adds the members of <typeparamref name="TDst"/> as columns, made from those of <typeparamref name="TSrc"/> and from what the function has kept of the rows before.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mapAction">The function. It is called once for each row, in their order, and gets objects that are used again.</param>
    /// <param name="stateInitAction">Prepares the state; each reading has one of its own.</param>
    /// <param name="contractName">The name under which the mapping is found when a saved model is loaded; without one it cannot be saved.</param>
    public static StatefulCustomMappingEstimator<TSrc, TDst, TState> StatefulCustomMapping<TSrc, TDst, TState>(
        this TransformsCatalog catalog, Action<TSrc, TDst, TState> mapAction, Action<TState> stateInitAction, string? contractName)
        where TSrc : class, new()
        where TDst : class, new()
        where TState : class, new()
    {
        Check.NotNull(catalog).Environment.RegisterAll("StatefulCustomMappingEstimator", "StatefulCustomMappingTransformer");
        return new(new StatefulCustomMappingTransformer<TSrc, TDst, TState>(mapAction, contractName, stateInitAction));
    }

    /// <summary>Leaves out the rows for which the function is true.</summary>
    public static IDataView FilterByCustomPredicate<TSrc>(this DataOperationsCatalog catalog, IDataView input, Func<TSrc, bool> filterPredicate)
        where TSrc : class, new()
    {
        Check.NotNull(catalog).Environment.RegisterAll("CustomPredicateFilter");
        Check.NotNull(filterPredicate);
        return new PredicateFilter<TSrc>(Check.NotNull(input), () => filterPredicate, keepsState: false);
    }

    /// <summary>Leaves out the rows for which the function is true. Each reading has a state of its own.</summary>
    public static IDataView FilterByStatefulCustomPredicate<TSrc, TState>(
        this DataOperationsCatalog catalog, IDataView input, Func<TSrc, TState, bool> filterPredicate, Action<TState> stateInitAction)
        where TSrc : class, new()
        where TState : class, new()
    {
        Check.NotNull(catalog).Environment.RegisterAll("StatefulCustomPredicateFilter");
        Check.NotNull(filterPredicate);
        Check.NotNull(stateInitAction);
        return new PredicateFilter<TSrc>(Check.NotNull(input), Create, keepsState: true);

        Func<TSrc, bool> Create()
        {
            var state = new TState();
            stateInitAction(state);
            return row => filterPredicate(row, state);
        }
    }
}
