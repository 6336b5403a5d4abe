namespace Microsoft.ML.Runtime;

/// <summary>
/// Hosts of components that make no use of them. In ML.NET each takes random numbers of its context; taking as many keeps what a program
/// draws later, such as the rows of a split, the same.
/// </summary>
internal static class HostRegistration
{
    /// <summary>Registers a host for each name.</summary>
    public static void RegisterAll(this IHostEnvironment environment, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            environment.Register(name);
    }
}
