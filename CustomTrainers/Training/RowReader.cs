using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>
/// Reads a data view once, in its order, into the matrix that training works on, and refuses what cannot be trained on:
/// missing or infinite features, missing labels, no rows.
/// </summary>
internal static class RowReader
{
    /// <summary>Reads features and class keys.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="use">What the rows are for, as an error calls them: "training", or a monitor's name.</param>
    /// <param name="featureColumnName">A vector of Single of known size.</param>
    /// <param name="labelColumnName">A key; its first value becomes class 0.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static LabeledRows ReadMulticlass(
        IDataView data, string use, string featureColumnName, string labelColumnName, CancellationToken cancellation)
    {
        var features = FeatureColumn.Find(data.Schema, featureColumnName);
        var (label, classes) = LabelColumn.FindKey(data.Schema, labelColumnName);
        var width = ((VectorDataViewType)features.Type).Size;

        var capacity = (int)Math.Clamp(data.GetRowCount() ?? 1024, 1, Math.Max(1, Array.MaxLength / width));
        var x = new float[checked(capacity * width)];
        var y = new int[capacity];
        var count = 0;

        using var cursor = data.GetRowCursor([features, label]);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        var getLabel = cursor.GetGetter<uint>(label);
        VBuffer<float> row = default;
        uint key = 0;
        while (cursor.MoveNext())
        {
            if ((count & 1023) == 0) cancellation.ThrowIfCancellationRequested();
            if (count == y.Length) Grow(ref x, ref y, width, use);

            getFeatures(ref row);
            var target = x.AsSpan(count * width, width);
            Copy(row, target, use, featureColumnName, count);
            getLabel(ref key);
            if (key == 0 || key > classes)
                throw new InvalidOperationException(
                    $"Row {count} of the {use} data has {(key == 0 ? "a missing label" : $"the label key {key}")} in column '{labelColumnName}', "
                    + $"where keys 1 to {classes} were expected. Drop such rows, or fit MapValueToKey on data that has every class.");
            y[count++] = (int)key - 1;
        }

        if (count == 0)
            throw new InvalidOperationException($"The {use} data has no rows.");
        if (count < y.Length)
        {
            Array.Resize(ref x, count * width);
            Array.Resize(ref y, count);
        }

        return new LabeledRows(x, y, width);
    }

    private static void Copy(in VBuffer<float> row, Span<float> target, string use, string columnName, int index)
    {
        if (row.Length != target.Length)
            throw new InvalidOperationException(
                $"Row {index} of the {use} data has {row.Length} values in column '{columnName}', where {target.Length} were expected.");
        row.CopyTo(target);
        if (TensorPrimitives.IsFiniteAll<float>(target)) return;

        var slot = 0;
        while (float.IsFinite(target[slot])) slot++;
        throw new InvalidOperationException(
            $"Row {index} of the {use} data has the value {target[slot]} in slot {slot} of column '{columnName}', where a finite number was expected. "
            + "Use Transforms.ReplaceMissingValues or Data.FilterRowsByMissingValues before the trainer.");
    }

    private static void Grow(ref float[] x, ref int[] y, int width, string use)
    {
        var rows = (int)Math.Min(2L * y.Length, Array.MaxLength / width);
        if (rows <= y.Length)
            throw new InvalidOperationException(
                $"The {use} data has more than {y.Length} rows of {width} features, more than one matrix of Single can hold ({Array.MaxLength} values).");
        Array.Resize(ref x, rows * width);
        Array.Resize(ref y, rows);
    }
}
