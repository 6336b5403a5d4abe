using System.Reflection;

namespace Microsoft.ML.Saving;

/// <summary>Finds the components that a model file names.</summary>
internal static class LoadableComponents
{
    private const string AssemblyPrefix = "Microsoft.ML";

    /// <summary>Makes the component of a part.</summary>
    /// <exception cref="FormatException">The component is not known, or its values cannot be read.</exception>
    public static object Load(ModelLoadContext context)
    {
        var component = Find(context.AssemblyName).FirstOrDefault(candidate => candidate.Signature == context.Signature)
            ?? throw new FormatException($"The model file holds a component '{context.Signature}' of {context.AssemblyName}, which is not known here.");
        var load = component.Type.GetMethod("Load", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public, [typeof(ModelLoadContext)])
            ?? throw new InvalidOperationException($"{component.Type} has no method Load.");
        try
        {
            return load.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [context], null)!;
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentException)
        {
            throw new FormatException($"The component '{context.Signature}' in the model file is broken: {exception.Message}", exception);
        }
    }

    // Only assemblies of the library are loaded by name: a model file is data, and may come from anywhere.
    private static IEnumerable<LoadableComponentAttribute> Find(string assemblyName)
    {
        if (!assemblyName.StartsWith(AssemblyPrefix, StringComparison.Ordinal))
            return [];
        try
        {
            return Assembly.Load(new AssemblyName(assemblyName)).GetCustomAttributes<LoadableComponentAttribute>();
        }
        catch (FileNotFoundException exception)
        {
            throw new FormatException($"The model file needs the assembly {assemblyName}, which is not here.", exception);
        }
    }
}
