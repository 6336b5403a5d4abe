using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Scaling;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>
/// Measures median and quartiles of each slot of a vector column (<see cref="RobustScale"/>). All rows count the same; weights are not
/// looked at.
/// </summary>
public sealed class SmoothRobustScalingEstimator : IEstimator<SmoothRobustScalingTransformer>
{
    private readonly string _output;
    private readonly string _input;
    private readonly bool _smoothClip;

    internal SmoothRobustScalingEstimator(string outputColumnName, string inputColumnName, bool smoothClip)
    {
        _output = outputColumnName;
        _input = inputColumnName;
        _smoothClip = smoothClip;
    }

    /// <summary>Reads the column once and keeps it in memory meanwhile; NaN, a missing value, does not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float of known size.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a value is infinite.</exception>
    public SmoothRobustScalingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = FeatureColumn.Find(input.Schema, _input);
        var scale = RobustScale.FitColumns(SlotColumns.Read(input, column, "quartiles"));
        return new SmoothRobustScalingTransformer(_output, _input, scale, _smoothClip);
    }

    /// <summary>The input's shape with the scaled column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, _input);
        return ShapeColumns.With(inputSchema, ShapeColumns.Vector(_output, NumberDataViewType.Single));
    }
}

/// <summary>Puts the smooth robust scaling beside ML.NET's own transforms.</summary>
public static class SmoothRobustScalingCatalog
{
    /// <summary>
    /// Moves and scales each slot of a vector by figures that outliers hardly change, then bounds it smoothly: the preprocessing of
    /// RealMLP. z = (x − median) / (q75 − q25); 2 / (max − min) is the factor where the quartiles are equal, and 0 where all values are.
    /// Then z / √(1 + (z/3)²), which stays within −3 and 3. NaN, a missing value, stays NaN. Rows count the same; there are no weights.
    /// ML.NET's <c>NormalizeRobustScaling</c> is another: it divides by a range of quantiles and bounds nothing.
    /// </summary>
    /// <param name="catalog">The catalog <c>Transforms</c>.</param>
    /// <param name="outputColumnName">The new column, a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column to read, a vector of <see cref="float"/> of known size; null for the output's
    /// name.</param>
    /// <param name="smoothClip">Whether values are bounded; else they are only moved and scaled. Default true.</param>
    public static SmoothRobustScalingEstimator SmoothRobustScaling(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, bool smoothClip = true)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return new SmoothRobustScalingEstimator(outputColumnName, inputColumnName ?? outputColumnName, smoothClip);
    }
}
