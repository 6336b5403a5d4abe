using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>
/// Measures the mean of each slot of a vector column over the rows where it is there, and which slots are missing (NaN) somewhere.
/// </summary>
public sealed class ImputationEstimator : IEstimator<ImputationTransformer>
{
    private readonly string _output;
    private readonly string _input;
    private readonly string? _weights;

    internal ImputationEstimator(string outputColumnName, string inputColumnName, string? exampleWeightColumnName)
    {
        _output = outputColumnName;
        _input = inputColumnName;
        _weights = exampleWeightColumnName;
    }

    /// <summary>Reads the column once; means are taken in double precision. Rows of the weight 0 do not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">No rows that count, a bad weight, or an infinite value.</exception>
    public ImputationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = FeatureColumn.Find(input.Schema, _input);
        var width = ((VectorDataViewType)column.Type).Size;
        var (cursor, weights) = RowWeights.Open(input, column, _weights);
        using var rows = cursor;
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        var (values, sums, totals, isMissing) = (new float[width], new double[width], new double[width], new bool[width]);
        var any = false;
        while (cursor.MoveNext())
        {
            var weight = weights.At(cursor.Position);
            if (weight == 0)
                continue;
            any = true;
            getter(ref row);
            row.CopyTo(values);
            for (var slot = 0; slot < values.Length; slot++)
            {
                if (float.IsNaN(values[slot]))
                {
                    isMissing[slot] = true;
                    continue;
                }

                if (float.IsInfinity(values[slot]))
                    throw Infinite(column, slot, values[slot], cursor.Position);
                sums[slot] += weight * values[slot];
                totals[slot] += weight;
            }
        }

        if (!any)
            throw weights.NoRows("means", _input);
        return new ImputationTransformer(
            _output, _input, [.. sums.Zip(totals, (sum, total) => total > 0 ? (float)(sum / total) : 0)],
            [.. Enumerable.Range(0, width).Where(slot => isMissing[slot])]);
    }

    /// <summary>The input's shape with the filled column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, _input);
        if (_weights is not null)
            NumberColumn.Check(inputSchema, _weights, "example weight");
        return ShapeColumns.With(inputSchema, ShapeColumns.Vector(_output, NumberDataViewType.Single));
    }

    private static InvalidOperationException Infinite(DataViewSchema.Column column, int slot, float value, long position) => new(
        $"The row at position {position} has the value {value} in {SlotNames.Words(column, slot)} of column '{column.Name}', "
        + "where a finite number or NaN, a missing value, was expected. Clip it, or make it NaN.");
}

/// <summary>Puts the imputation beside ML.NET's own transforms.</summary>
public static class ImputationCatalog
{
    /// <summary>
    /// Fills in missing values (NaN) of a vector, each by the mean of its slot over the rows that are fitted on, 0 where a slot has no
    /// value there. For each slot that is missing in one of these rows, a slot is added behind all others that is 1 where the value is
    /// missing and 0 elsewhere; its name is <c>NAME is missing</c>. A slot that was always there when the means were measured is filled
    /// too, without such a slot.
    /// </summary>
    /// <param name="catalog">The catalog <c>Transforms</c>.</param>
    /// <param name="outputColumnName">The new column, a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column to read, a vector of <see cref="float"/> of known size; null for the output's
    /// name.</param>
    /// <param name="exampleWeightColumnName">A column of <see cref="float"/> that says how much each row counts in the means; null where
    /// all count the same.</param>
    public static ImputationEstimator ImputeMissingValues(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, string? exampleWeightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return new ImputationEstimator(outputColumnName, inputColumnName ?? outputColumnName, exampleWeightColumnName);
    }
}
