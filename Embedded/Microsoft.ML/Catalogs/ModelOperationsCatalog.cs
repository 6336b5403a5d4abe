using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Saving, loading and using models.</summary>
public sealed partial class ModelOperationsCatalog
{
    internal ModelOperationsCatalog(IHostEnvironment env)
    {
        Environment = Check.NotNull(env);
    }

    internal IHostEnvironment Environment { get; }
}
