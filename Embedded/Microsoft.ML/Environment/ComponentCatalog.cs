using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>The assemblies whose components a saved model may name.</summary>
public sealed class ComponentCatalog
{
    private readonly List<Assembly> _assemblies = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>The registered assemblies, the latest first.</summary>
    internal IEnumerable<Assembly> Assemblies
    {
        get
        {
            lock (_assemblies)
                return [.. Enumerable.Reverse(_assemblies)];
        }
    }

    /// <summary>Makes the components of an assembly known: the factories of custom mappings.</summary>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        Check.NotNull(assembly);
        lock (_assemblies)
        {
            _assemblies.Remove(assembly);
            _assemblies.Add(assembly);
        }
    }
}
