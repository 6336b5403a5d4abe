using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What the features of a trained ensemble are: their names, which hold categories, and where these come from.</summary>
/// <param name="Names">[features]</param>
/// <param name="CategorySlots">Slots of the feature column that hold categories, ascending.</param>
/// <param name="CategoryColumns">The columns of keys whose categories follow the features, in order.</param>
internal sealed record TreeFeatures(ImmutableArray<string> Names, ImmutableArray<int> CategorySlots, ImmutableArray<TreeFeatures.KeyColumn> CategoryColumns)
{
    /// <summary>Slots of the feature column.</summary>
    public int Width => Names.Length - CategoryColumns.Length;

    /// <summary>Every feature that holds categories: slots, then columns of keys.</summary>
    public ImmutableArray<int> Categorical => [.. CategorySlots, .. Enumerable.Range(Width, CategoryColumns.Length)];

    /// <summary>The features of a trainer's input; checks the columns and the slots.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or a slot does not exist.</exception>
    public static TreeFeatures Of(DataViewSchema schema, GradientBoostedTreesOptions options)
    {
        var column = FeatureColumn.Find(schema, options.FeatureColumnName);
        var width = ((VectorDataViewType)column.Type).Size;
        foreach (var slot in options.CategorySlots)
            if (slot >= width)
                throw new ArgumentOutOfRangeException(
                    nameof(schema), $"CategorySlots names slot {slot}, but the feature column '{options.FeatureColumnName}' has slots 0 to {width - 1}.");
        if (options.MonotoneConstraints.Count > 0 && options.MonotoneConstraints.Count != width)
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"MonotoneConstraints has {options.MonotoneConstraints.Count} values, but the feature column '{options.FeatureColumnName}' has {width} slots: give one of -1, 0 and 1 for each.");
        foreach (var slot in options.CategorySlots)
            if (options.MonotoneConstraints.Count > 0 && options.MonotoneConstraints[slot] != 0)
                throw new ArgumentOutOfRangeException(
                    nameof(schema), $"Slot {slot} of the feature column '{options.FeatureColumnName}' is in CategorySlots and has a monotone constraint: categories have no order to keep.");
        return new TreeFeatures(
            [.. SlotNames(column, width), .. options.CategoryColumnNames],
            [.. options.CategorySlots.Order()],
            [.. options.CategoryColumnNames.Select(name => new KeyColumn(name, CategoryColumn.Count(CategoryColumn.Find(schema, name))))]);
    }

    private static IEnumerable<string> SlotNames(DataViewSchema.Column column, int width)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames) is { Type: VectorDataViewType { ItemType: TextDataViewType } type } annotation && type.Size == width)
            column.Annotations.GetGetter<VBuffer<ReadOnlyMemory<char>>>(annotation)(ref names);
        ReadOnlyMemory<char>[] named = names.Length == width ? [.. names.DenseValues()] : new ReadOnlyMemory<char>[width];
        return named.Select((name, i) => name.IsEmpty ? FormattableString.Invariant($"{column.Name}[{i}]") : name.ToString());
    }

    /// <summary>A column of keys.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Count">The number of the key's values.</param>
    internal sealed record KeyColumn(string Name, ulong Count);
}
