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
    private readonly string? _weights;

    internal JointMeanVarianceEstimator(string outputColumnName, string inputColumnName, string? exampleWeightColumnName)
    {
        _output = outputColumnName;
        _input = inputColumnName;
        _weights = exampleWeightColumnName;
    }

    /// <summary>
    /// Reads the column once, in double precision; merges rows by Chan, Golub and LeVeque (1983). Rows of the weight 0 do not count.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">No rows that count, a bad weight, or a value that is NaN or infinite.</exception>
    public JointMeanVarianceTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = FeatureColumn.Find(input.Schema, _input);
        var (cursor, weights) = RowWeights.Open(input, column, _weights);
        using var rows = cursor;
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        double count = 0, mean = 0, squares = 0;
        while (cursor.MoveNext())
        {
            var weight = weights.At(cursor.Position);
            if (weight == 0)
                continue;
            getter(ref row);
            var (rowMean, rowSquares) = Moments(row, cursor.Position);
            var delta = rowMean - mean;
            var own = weight * row.Length;
            var total = count + own;
            mean += delta * own / total;
            squares += weight * rowSquares + delta * delta * count * own / total;
            count = total;
        }

        if (count == 0)
            throw weights.NoRows("mean and the deviation", _input);
        var deviation = Math.Sqrt(squares / count);
        return new JointMeanVarianceTransformer(_output, _input, ((VectorDataViewType)column.Type).Size, mean, deviation);
    }

    /// <summary>The input's shape with the standardized column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or not a vector of float.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, _input);
        if (_weights is not null)
            NumberColumn.Check(inputSchema, _weights, "example weight");
        return ShapeColumns.With(inputSchema, ShapeColumns.Vector(_output, NumberDataViewType.Single));
    }

    private (double Mean, double Squares) Moments(in VBuffer<float> row, long position)
    {
        var values = row.GetValues();
        if (!FiniteValues.All(values))
        {
            throw new InvalidOperationException(
                $"The row at position {position} has a value that is NaN or infinite in column '{_input}', "
                + "where finite numbers were expected. Use Transforms.ReplaceMissingValues, Transforms.ImputeMissingValues or "
                + "Data.FilterRowsByMissingValues first.");
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
    /// <param name="exampleWeightColumnName">A column of <see cref="float"/> that says how much each row counts; null where all count the
    /// same.</param>
    public static JointMeanVarianceEstimator NormalizeJointMeanVariance(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, string? exampleWeightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return new JointMeanVarianceEstimator(outputColumnName, inputColumnName ?? outputColumnName, exampleWeightColumnName);
    }
}
