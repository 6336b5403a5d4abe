using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Kernels;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>Measures one mean and one standard deviation over all slots and rows of a vector column.</summary>
public sealed class JointMeanVarianceEstimator : IEstimator<JointMeanVarianceTransformer>
{
    private readonly string _output;
    private readonly string _input;

    internal JointMeanVarianceEstimator(string outputColumnName, string inputColumnName)
    {
        _output = outputColumnName;
        _input = inputColumnName;
    }

    /// <summary>Reads the column once, in double precision; merges rows by Chan, Golub and LeVeque (1983).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float of known size.</exception>
    /// <exception cref="InvalidOperationException">No rows, or a value that is NaN or infinite.</exception>
    public JointMeanVarianceTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = FeatureColumn.Find(input.Schema, _input);
        using var cursor = input.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        double count = 0, mean = 0, squares = 0;
        while (cursor.MoveNext())
        {
            getter(ref row);
            var (rowMean, rowSquares) = Moments(row, cursor.Position);
            var delta = rowMean - mean;
            var total = count + row.Length;
            mean += delta * row.Length / total;
            squares += rowSquares + delta * delta * count * row.Length / total;
            count = total;
        }

        if (count == 0)
            throw new InvalidOperationException($"There are no rows to measure the mean and the deviation of column '{_input}' on.");
        var deviation = Math.Sqrt(squares / count);
        return new JointMeanVarianceTransformer(_output, _input, ((VectorDataViewType)column.Type).Size, mean, deviation);
    }

    /// <summary>The input's shape with the standardized column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, _input);
        return ShapeColumns.With(inputSchema, ShapeColumns.Vector(_output, NumberDataViewType.Single));
    }

    private (double Mean, double Squares) Moments(in VBuffer<float> row, long position)
    {
        var values = row.GetValues();
        if (!FiniteValues.All(values))
        {
            throw new InvalidOperationException(
                $"The row at position {position} has a value that is NaN or infinite in column '{_input}', "
                + "where finite numbers were expected. Use Transforms.ReplaceMissingValues or Data.FilterRowsByMissingValues first.");
        }

        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        var mean = sum / row.Length;
        var squares = mean * mean * (row.Length - values.Length);
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, squares);
    }
}

/// <summary>Puts the joint normalizer beside ML.NET's own.</summary>
public static class JointMeanVarianceCatalog
{
    /// <summary>
    /// Standardizes a vector with one mean and one standard deviation over all of its slots and rows, as is customary for pixels: y = (x −
    /// mean) / deviation. <c>NormalizeMeanVariance</c> takes a mean and a deviation for each slot, which blows up pixels that are almost
    /// always empty.
    /// </summary>
    /// <param name="catalog">The catalog <c>Transforms</c>.</param>
    /// <param name="outputColumnName">The new column, a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column to read, a vector of <see cref="float"/> of known size; null for the output's name.</param>
    public static JointMeanVarianceEstimator NormalizeJointMeanVariance(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return new JointMeanVarianceEstimator(outputColumnName, inputColumnName ?? outputColumnName);
    }
}
