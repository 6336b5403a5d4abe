using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>
/// Which slots of a vector are a category that is one-hot: the annotation that ML.NET's one-hot encoding writes, and that concatenation
/// keeps.
/// </summary>
internal static class CategorySlots
{
    /// <summary>The annotation's name: a vector of Int32, the first and the last slot of each category.</summary>
    public const string Annotation = "CategoricalSlotRanges";

    /// <summary>What the inputs of a network for tables are; all numbers where the column does not say.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The annotation names slots that the column has not.</exception>
    public static TableFeatures Read(DataViewSchema.Column column)
    {
        var width = ((VectorDataViewType)column.Type).Size;
        if (column.Annotations.Schema.GetColumnOrNull(Annotation)
            is not { Type: VectorDataViewType { ItemType: NumberDataViewType type } } found || type != NumberDataViewType.Int32)
        {
            return new TableFeatures(width);
        }

        VBuffer<int> buffer = default;
        column.Annotations.GetGetter<VBuffer<int>>(found)(ref buffer);
        int[] ends = [.. buffer.DenseValues()];
        if (ends.Length % 2 != 0)
            return new TableFeatures(width);
        SlotRange[] ranges = [.. ends.Chunk(2).Select(pair => new SlotRange(pair[0], pair[1] - pair[0] + 1))];
        if (ranges.Any(range => range.Start < 0 || range.Count < 1 || range.Start + range.Count > width))
        {
            throw new ArgumentOutOfRangeException(
                nameof(column),
                $"The annotation '{Annotation}' of feature column '{column.Name}' names slots that are not among its {width}.");
        }

        return new TableFeatures(width, [.. ranges]);
    }
}
