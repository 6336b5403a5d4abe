using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms of whole columns.</summary>
public static partial class TransformExtensionsCatalog
{
    /// <summary>Gives <paramref name="inputColumnName"/> also as <paramref name="outputColumnName"/>.</summary>
    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(ColumnCopyingEstimator), nameof(ColumnCopyingTransformer));
        return new ColumnCopyingEstimator((outputColumnName, inputColumnName));
    }

    /// <summary>Leaves the columns out, hidden ones of the names too.</summary>
    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(ColumnSelectingEstimator), nameof(ColumnSelectingTransformer));
        return new ColumnSelectingEstimator(ColumnSelectingTransformer.CreateDrop(columnNames));
    }

    /// <summary>Gives these columns alone, in this order.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columnNames">The columns.</param>
    /// <param name="keepHidden">Whether hidden columns of the names are kept too.</param>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, string[] columnNames, bool keepHidden)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(ColumnSelectingEstimator), nameof(ColumnSelectingTransformer));
        return new ColumnSelectingEstimator(ColumnSelectingTransformer.CreateKeep(columnNames, keepHidden));
    }

    /// <summary>Gives these columns alone, in this order; no hidden ones.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames) =>
        catalog.SelectColumns(columnNames, false);
}
