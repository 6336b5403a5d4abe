using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The base of the catalogs of one task each.</summary>
public abstract partial class TrainCatalogBase
{
    private protected TrainCatalogBase(IHostEnvironment env)
    {
        Environment = Check.NotNull(env);
    }

    internal IHostEnvironment Environment { get; }

    /// <summary>The base of the groups of components inside a catalog.</summary>
    public abstract class CatalogInstantiatorBase
    {
        private protected CatalogInstantiatorBase(TrainCatalogBase catalog)
        {
            Owner = catalog;
        }

        internal TrainCatalogBase Owner { get; }
    }
}
