using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>Reads a vector column slot by slot, for figures that need all values of a slot at once.</summary>
internal static class SlotColumns
{
    /// <summary>Reads all rows.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="column">A vector of <see cref="float"/> of known size.</param>
    /// <param name="figures">What is measured, as the error about no rows calls it.</param>
    /// <returns>[slots][rows]; NaN where a value is missing.</returns>
    /// <exception cref="InvalidOperationException">There are no rows, or a value is infinite.</exception>
    public static Memory<float>[] Read(IDataView input, DataViewSchema.Column column, string figures)
    {
        var slots = new float[((VectorDataViewType)column.Type).Size][];
        Array.Fill(slots, []);
        var rows = 0;
        using var cursor = input.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        var values = new float[slots.Length];
        while (cursor.MoveNext())
        {
            getter(ref row);
            row.CopyTo(values);
            RequireNoInfinity(column, values, cursor.Position);
            if (rows == slots[0].Length)
                Grow(slots, rows);
            for (var slot = 0; slot < values.Length; slot++)
                slots[slot][rows] = values[slot];
            rows++;
        }

        return rows > 0
            ? [.. slots.Select(slot => slot.AsMemory(0, rows))]
            : throw new InvalidOperationException($"There are no rows to measure the {figures} of column '{column.Name}' on.");
    }

    /// <summary>Refuses a row with an infinite value.</summary>
    /// <exception cref="InvalidOperationException">There is one; the message names its place.</exception>
    public static void RequireNoInfinity(DataViewSchema.Column column, ReadOnlySpan<float> values, long position)
    {
        for (var slot = 0; slot < values.Length; slot++)
        {
            if (float.IsInfinity(values[slot]))
            {
                throw new InvalidOperationException(
                    $"The row at position {position} has the value {values[slot]} in {SlotNames.Words(column, slot)} of column "
                    + $"'{column.Name}', where a finite number or NaN, a missing value, was expected. Clip it, or make it NaN.");
            }
        }
    }

    private static void Grow(float[][] slots, int rows)
    {
        var length = rows == 0 ? 256 : (int)Math.Min(2L * rows, Array.MaxLength);
        if (length == rows)
            throw new InvalidOperationException($"There are more than {rows} rows, the most that can be measured at once.");
        for (var slot = 0; slot < slots.Length; slot++)
            Array.Resize(ref slots[slot], length);
    }
}
