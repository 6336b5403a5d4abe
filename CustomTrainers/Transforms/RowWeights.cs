using Microsoft.ML;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>Reads how much each row counts in the figures that a transform measures.</summary>
internal sealed class RowWeights
{
    private readonly string? _name;
    private readonly ValueGetter<float>? _getter;

    private RowWeights(string? name, ValueGetter<float>? getter)
    {
        _name = name;
        _getter = getter;
    }

    /// <summary>Opens a cursor over a column and the weights beside it.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="column">The column that is measured.</param>
    /// <param name="name">The column of weights; null where all rows count the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column of weights, or it is of another type.</exception>
    public static (DataViewRowCursor Cursor, RowWeights Weights) Open(IDataView input, DataViewSchema.Column column, string? name)
    {
        if (name is null)
            return (input.GetRowCursor([column]), new RowWeights(null, null));
        var weights = NumberColumn.Find(input.Schema, name, "example weight");
        var cursor = input.GetRowCursor([column, weights]);
        return (cursor, new RowWeights(name, cursor.GetGetter<float>(weights)));
    }

    /// <summary>The error of a measurement that no row counted in.</summary>
    /// <param name="figures">What was to be measured.</param>
    /// <param name="column">The column.</param>
    public InvalidOperationException NoRows(string figures, string column) => new(
        $"There are no rows {(_name is null ? "" : $"of a weight above 0 in column '{_name}' ")}to measure the {figures} of column "
        + $"'{column}' on.");

    /// <summary>The weight of the row at a position; 1 where all count the same.</summary>
    /// <exception cref="InvalidOperationException">It is negative or not finite.</exception>
    public double At(long position)
    {
        if (_getter is null)
            return 1;
        var weight = 0f;
        _getter(ref weight);
        return float.IsFinite(weight) && weight >= 0
            ? weight
            : throw new InvalidOperationException(
                $"The row at position {position} has the weight {weight} in column '{_name}', where a finite number of at least 0 was "
                + "expected.");
    }
}
