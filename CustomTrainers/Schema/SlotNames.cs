using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>The names of a vector's slots, which its annotation may have.</summary>
internal static class SlotNames
{
    /// <summary>The names, empty for a slot without one; null where the column has none, or not as many as slots.</summary>
    public static ReadOnlyMemory<char>[]? Read(DataViewSchema.Column column)
    {
        var width = column.Type is VectorDataViewType vector ? vector.Size : 0;
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames)
            is not { Type: VectorDataViewType { ItemType: TextDataViewType } type } annotation || width == 0 || type.Size != width)
        {
            return null;
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetGetter<VBuffer<ReadOnlyMemory<char>>>(annotation)(ref names);
        return names.Length == width ? [.. names.DenseValues()] : null;
    }

    /// <summary>What an error calls a slot: its number, and its name where it has one.</summary>
    public static string Words(DataViewSchema.Column column, int slot) =>
        Read(column) is { } names && slot < names.Length && !names[slot].IsEmpty ? $"slot {slot} ('{names[slot]}')" : $"slot {slot}";
}
