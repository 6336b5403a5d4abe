using System.Reflection;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;

[assembly: LoadableComponent(CustomMappingLoading.Signature, typeof(CustomMappingLoading))]

namespace Microsoft.ML.Saving;

/// <summary>How a custom mapping is saved and loaded: its contract's factory is looked for in the registered assemblies.</summary>
internal static class CustomMappingLoading
{
    public const string Signature = "CustomTransformer";

    /// <summary>Writes the contract's name, which is all that a model file holds of a custom mapping.</summary>
    /// <exception cref="InvalidOperationException">The mapping has none.</exception>
    public static void Save(ModelSaveContext ctx, string? contractName)
    {
        if (string.IsNullOrEmpty(contractName))
            throw new InvalidOperationException("Empty contract name for a transform: the transform cannot be saved");
        ctx.LoaderSignature = Signature;
        ctx.Writer.Write(contractName);
    }

    /// <summary>Makes the mapping.</summary>
    /// <exception cref="InvalidOperationException">No registered assembly has a factory of that contract.</exception>
    public static ITransformer Load(ModelLoadContext ctx)
    {
        var contract = ctx.Reader.ReadString();
        var factory = ctx.Environment.ComponentCatalog.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .FirstOrDefault(type => type.GetCustomAttribute<CustomMappingFactoryAttributeAttribute>()?.ContractName == contract)
            ?? throw new InvalidOperationException(
                $"The custom mapping '{contract}' in the model file has no factory here: register its assembly by ComponentCatalog.RegisterAssembly, and mark the factory with CustomMappingFactoryAttribute(\"{contract}\").");
        return Activator.CreateInstance(factory) is ICustomMappingFactory made
            ? made.CreateTransformer(contract)
            : throw new InvalidOperationException($"{factory} has the contract '{contract}', but is no CustomMappingFactory.");
    }
}
