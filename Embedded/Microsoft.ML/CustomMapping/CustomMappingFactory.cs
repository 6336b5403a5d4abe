namespace Microsoft.ML.Transforms;

/// <summary>
/// Makes a custom mapping when a model that holds it is loaded: a model file holds only the contract's name. The class is public, has a
/// constructor without parameters and a <see cref="CustomMappingFactoryAttributeAttribute"/>; its assembly is registered in the
/// context's <see cref="MLContext.ComponentCatalog"/>.
/// </summary>
/// <typeparam name="TSrc">The class of the mapping's input.</typeparam>
/// <typeparam name="TDst">The class of its output.</typeparam>
public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
{
    /// <summary>The mapping.</summary>
    public abstract Action<TSrc, TDst> GetMapping();

    ITransformer ICustomMappingFactory.CreateTransformer(string contractName) =>
        new CustomMappingTransformer<TSrc, TDst>(GetMapping(), contractName, null, null);
}
