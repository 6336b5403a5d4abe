namespace Microsoft.ML.Transforms;

/// <summary>
/// Makes a custom mapping with a state when a model that holds it is loaded; see <see cref="CustomMappingFactory{TSrc, TDst}"/>.
/// </summary>
/// <typeparam name="TSrc">The class of the mapping's input.</typeparam>
/// <typeparam name="TDst">The class of its output.</typeparam>
/// <typeparam name="TState">The class of its state.</typeparam>
public abstract class StatefulCustomMappingFactory<TSrc, TDst, TState> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
    where TState : class, new()
{
    /// <summary>The mapping.</summary>
    public abstract Action<TSrc, TDst, TState> GetMapping();

    /// <summary>What prepares the state of each reading.</summary>
    public abstract Action<TState> GetStateInitAction();

    ITransformer ICustomMappingFactory.CreateTransformer(string contractName) =>
        new StatefulCustomMappingTransformer<TSrc, TDst, TState>(GetMapping(), contractName, GetStateInitAction());
}
