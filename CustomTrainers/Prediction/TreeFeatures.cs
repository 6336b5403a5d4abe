using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What the features of a trained ensemble are: their names, which hold categories, and where these come from.</summary>
/// <param name="Names">[features]</param>
/// <param name="CategorySlots">Slots of the feature column that hold categories, ascending.</param>
/// <param name="CategoryColumns">The columns of keys whose categories follow the features, in order.</param>
internal sealed record TreeFeatures(
    ImmutableArray<string> Names, ImmutableArray<int> CategorySlots, ImmutableArray<TreeFeatures.KeyColumn> CategoryColumns)
{
    /// <summary>The numbers of categories that follow the features.</summary>
    public TargetEncoding Encoding { get; init; } = TargetEncoding.None;

    /// <summary>Slots of the feature column.</summary>
    public int Width => Names.Length - CategoryColumns.Length;

    /// <summary>Every feature that holds categories: slots, then columns of keys.</summary>
    public ImmutableArray<int> Categorical => [.. CategorySlots, .. Enumerable.Range(Width, CategoryColumns.Length)];

    /// <summary>The features of a trainer's input; checks the columns and the slots.</summary>
    /// <param name="schema">The input's.</param>
    /// <param name="featureColumnName">The column of features.</param>
    /// <param name="categorySlots">Its slots that hold categories.</param>
    /// <param name="categoryColumnNames">Columns of keys whose categories follow.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or a slot does not exist.</exception>
    public static TreeFeatures Find(
        DataViewSchema schema, string featureColumnName, IReadOnlyList<int> categorySlots, IReadOnlyList<string> categoryColumnNames)
    {
        var column = FeatureColumn.Find(schema, featureColumnName);
        var width = ((VectorDataViewType)column.Type).Size;
        foreach (var slot in categorySlots.Where(slot => slot >= width))
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"CategorySlots names slot {slot}, but the feature column '{featureColumnName}' has slots 0 to {width - 1}.");
        }

        return new TreeFeatures(
            [.. NamesOfSlots(column, width), .. categoryColumnNames],
            [.. categorySlots.Order()],
            [.. categoryColumnNames.Select(name => KeyColumn.Of(CategoryColumn.Find(schema, name)))]);
    }

    /// <summary>
    /// These features with the keys of the columns in the order of trees to go on from; they stay as they are where those knew no values.
    /// </summary>
    /// <param name="start">The features of the trees, which have the same columns and values.</param>
    public TreeFeatures InOrderOf(TreeFeatures start) => this with
    {
        CategoryColumns = [.. CategoryColumns.Zip(start.CategoryColumns, (own, before) => before.Values is null ? own : before)],
    };

    /// <summary>
    /// Each category that may have so many values: slots that are one-hot or hold numbers of categories, and columns of keys.
    /// </summary>
    /// <param name="column">The feature column.</param>
    /// <param name="leastValues">0 for no categories.</param>
    public IReadOnlyList<CategorySource> Sources(DataViewSchema.Column column, int leastValues)
    {
        if (leastValues == 0)
            return [];
        var oneHot = Schema.CategorySlots.Read(column).Categories.Where(range => range.Count > 1 && range.Count >= leastValues)
            .Select(range => new CategorySource(NameOf(range), range.Start, range.Count));
        return [.. oneHot, .. Categorical.Select(slot => new CategorySource(Names[slot], slot, 1))];
    }

    /// <summary>Refuses constraints that do not fit the slots of the feature column, and those of categories.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The message says what does not fit.</exception>
    public void RequireConstraints(ReadOnlySpan<int> constraints, string featureColumnName)
    {
        if (constraints.IsEmpty)
            return;
        if (constraints.Length != Width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(constraints),
                $"MonotoneConstraints has {constraints.Length} values, but the feature column '{featureColumnName}' has {Width} slots: "
                + "give one of -1, 0 and 1 for each.");
        }

        foreach (var slot in CategorySlots)
        {
            if (constraints[slot] == 0)
                continue;
            throw new ArgumentOutOfRangeException(
                nameof(constraints),
                $"Slot {slot} of the feature column '{featureColumnName}' is in CategorySlots and has a monotone constraint: categories "
                + "have no order to keep.");
        }
    }

    /// <summary>What a one-hot category is called: how the names of its slots begin.</summary>
    private string NameOf(SlotRange range)
    {
        var first = Names[range.Start];
        var common = Names.AsSpan(range.Start, range.Count).ToArray().Min(name => first.AsSpan().CommonPrefixLength(name));
        var end = first.AsSpan(0, common).LastIndexOfAny(".=[");
        return end > 0 ? first[..end] : $"slots {range.Start} to {range.Start + range.Count - 1}";
    }

    private static IEnumerable<string> NamesOfSlots(DataViewSchema.Column column, int width) =>
        (SlotNames.Read(column) ?? new ReadOnlyMemory<char>[width])
            .Select((name, i) => name.IsEmpty ? FormattableString.Invariant($"{column.Name}[{i}]") : name.ToString());

    /// <summary>A column of keys.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Count">The number of the key's values.</param>
    /// <param name="Values">The values, in the order of the keys; null where they stand for none.</param>
    internal sealed record KeyColumn(string Name, ulong Count, string[]? Values = null)
    {
        /// <summary>What is to be known of a column.</summary>
        public static KeyColumn Of(DataViewSchema.Column column) =>
            new(column.Name, CategoryColumn.Count(column), CategoryColumn.Values(column));
    }
}
