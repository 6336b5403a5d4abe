namespace Microsoft.ML.Saving;

/// <summary>
/// Says how a component is loaded: <paramref name="type"/> has a static method <c>Load</c> from a <see cref="ModelLoadContext"/>.
/// The component writes <paramref name="signature"/> when it is saved.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class LoadableComponentAttribute(string signature, Type type) : Attribute
{
    /// <summary>The name in the model file.</summary>
    public string Signature { get; } = signature;

    /// <summary>The type with the method.</summary>
    public Type Type { get; } = type;
}
