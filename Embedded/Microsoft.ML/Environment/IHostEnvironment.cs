namespace Microsoft.ML.Runtime;

/// <summary>What components work in: seed, channels, known components. An <see cref="MLContext"/> is one.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    /// <summary>The components known to this environment.</summary>
    ComponentCatalog ComponentCatalog { get; }

    /// <summary>A host for a component, with random numbers of its own.</summary>
    IHost Register(string name, int? seed = null, bool? verbose = null);
}
