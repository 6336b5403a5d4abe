namespace Microsoft.ML;

/// <summary>The base of attributes that name a class to be found again when a model is loaded.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName)
    {
        ContractName = Check.NotEmpty(contractName);
    }

    /// <summary>The name that the model file holds.</summary>
    public string ContractName { get; }
}
