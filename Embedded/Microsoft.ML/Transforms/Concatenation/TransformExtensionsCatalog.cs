using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static partial class TransformExtensionsCatalog
{
    /// <summary>Joins columns of one item type, scalars and vectors, into one vector column.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The joined column.</param>
    /// <param name="inputColumnNames">The columns to join, at least one.</param>
    public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(ColumnConcatenatingEstimator));
        return new ColumnConcatenatingEstimator(outputColumnName, inputColumnNames);
    }
}
