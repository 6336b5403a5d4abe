using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Scaling;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>
/// Measures quantiles of each slot of a vector column (<see cref="QuantileNormalizer"/>). All rows count the same; weights are not looked
/// at.
/// </summary>
public sealed class QuantileToNormalEstimator : IEstimator<QuantileToNormalTransformer>
{
    private readonly string _output;
    private readonly string _input;

    internal QuantileToNormalEstimator(string outputColumnName, string inputColumnName)
    {
        _output = outputColumnName;
        _input = inputColumnName;
    }

    /// <summary>Reads the column once and keeps it in memory meanwhile; NaN, a missing value, does not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float of known size.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a value is infinite.</exception>
    public QuantileToNormalTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = FeatureColumn.Find(input.Schema, _input);
        return new QuantileToNormalTransformer(
            _output, _input, QuantileNormalizer.FitColumns(SlotColumns.Read(input, column, "quantiles")));
    }

    /// <summary>The input's shape with the new column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, _input);
        return ShapeColumns.With(inputSchema, ShapeColumns.Vector(_output, NumberDataViewType.Single));
    }
}

/// <summary>Puts the transformation to normal distributions beside ML.NET's own transforms.</summary>
public static class QuantileToNormalCatalog
{
    /// <summary>
    /// Gives each slot of a vector a standard normal distribution over the rows that are fitted on: a value becomes its share of the values
    /// below it, and this share the number that a standard normal variable is below with that probability. The order of values stays; what
    /// lies outside the range that was fitted on becomes −5.2 or 5.2. NaN, a missing value, stays NaN. Rows count the same; there are no
    /// weights.
    /// </summary>
    /// <param name="catalog">The catalog <c>Transforms</c>.</param>
    /// <param name="outputColumnName">The new column, a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column to read, a vector of <see cref="float"/> of known size; null for the output's
    /// name.</param>
    public static QuantileToNormalEstimator QuantileToNormal(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return new QuantileToNormalEstimator(outputColumnName, inputColumnName ?? outputColumnName);
    }
}
