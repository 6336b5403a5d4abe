namespace Microsoft.ML.Transforms;

/// <summary>A factory of a custom mapping, whatever its classes.</summary>
internal interface ICustomMappingFactory
{
    /// <summary>The transformer around the factory's mapping.</summary>
    ITransformer CreateTransformer(string contractName);
}
