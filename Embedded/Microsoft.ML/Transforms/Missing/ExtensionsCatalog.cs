using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms of missing values.</summary>
public static class ExtensionsCatalog
{
    /// <summary>Says of each value whether it is missing (NaN).</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The answers: Boolean.</param>
    /// <param name="inputColumnName">The values, of Single or Double, scalar or vector; the output column's name when null.</param>
    public static MissingValueIndicatorEstimator IndicateMissingValues(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null) =>
        catalog.IndicateMissingValues([new InputOutputColumnPair(outputColumnName, inputColumnName)]);

    /// <summary>Says of each value whether it is missing (NaN).</summary>
    public static MissingValueIndicatorEstimator IndicateMissingValues(this TransformsCatalog catalog, InputOutputColumnPair[] columns)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(MissingValueIndicatorEstimator), "MissingValueIndicator");
        return new MissingValueIndicatorEstimator(InputOutputColumnPair.ToTuples(columns));
    }

    /// <summary>Replaces missing values (NaN).</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The column without missing values.</param>
    /// <param name="inputColumnName">The column, of Single or Double, scalar or vector; the output column's name when null.</param>
    /// <param name="replacementMode">What replaces them.</param>
    /// <param name="imputeBySlot">Whether each slot of a vector has a replacement of its own.</param>
    public static MissingValueReplacingEstimator ReplaceMissingValues(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue,
        bool imputeBySlot = true) =>
        catalog.ReplaceMissingValues([new InputOutputColumnPair(outputColumnName, inputColumnName)], replacementMode, imputeBySlot);

    /// <summary>Replaces missing values (NaN).</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="columns">The columns, of Single or Double, scalar or vector.</param>
    /// <param name="replacementMode">What replaces them.</param>
    /// <param name="imputeBySlot">Whether each slot of a vector has a replacement of its own.</param>
    public static MissingValueReplacingEstimator ReplaceMissingValues(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue,
        bool imputeBySlot = true)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(MissingValueReplacingEstimator));
        return new MissingValueReplacingEstimator(InputOutputColumnPair.ToTuples(columns), replacementMode, imputeBySlot);
    }
}
