using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Loading, filtering and splitting data.</summary>
public sealed partial class DataOperationsCatalog
{
    internal DataOperationsCatalog(IHostEnvironment env)
    {
        Environment = Check.NotNull(env);
    }

    internal IHostEnvironment Environment { get; }
}
