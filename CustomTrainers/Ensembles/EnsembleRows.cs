using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>What is read of the training rows before any member sees them: labels, weights, and the folds that follow from these.</summary>
/// <param name="Labels">[rows]: classes from 0, or targets; 0 for a row of no fold.</param>
/// <param name="Weights">[rows], at least 0; empty where all count the same.</param>
/// <param name="Folds">[rows]: the fold from 0; <see cref="Ensembles.Folds.None"/> for a row of the weight 0.</param>
internal sealed record EnsembleRows(float[] Labels, float[] Weights, int[] Folds)
{
    /// <summary>Reads the rows once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">A label is missing, a weight is bad, or there are too few rows or groups.</exception>
    public static EnsembleRows Read(IDataView input, TaskLabel label, bool hasClasses, EnsembleOptions options)
    {
        var labelColumn = label.Find(input.Schema);
        var weightColumn = options.ExampleWeightColumnName is { } weightName
            ? NumberColumn.Find(input.Schema, weightName, "example weight")
            : (DataViewSchema.Column?)null;
        var groupColumn = options.GroupColumnName is { } groupName
            ? GroupReader.Find(input.Schema, groupName)
            : (DataViewSchema.Column?)null;
        DataViewSchema.Column?[] columns = [labelColumn, weightColumn, groupColumn];
        using var cursor = input.GetRowCursor(columns.OfType<DataViewSchema.Column>());
        var readLabel = label.Reader(cursor, labelColumn, "training");
        var readGroup = groupColumn is { } group ? GroupReader.Create(cursor, group) : null;
        var readWeight = weightColumn is { } weight ? cursor.GetGetter<float>(weight) : null;

        var (labels, weights, kinds) = (new List<float>(), new List<float>(), new List<int>());
        var value = 1f;
        var counting = 0;
        while (cursor.MoveNext())
        {
            if ((labels.Count & 1023) == 0)
                options.CancellationToken.ThrowIfCancellationRequested();
            if (readWeight is not null)
            {
                readWeight(ref value);
                weights.Add(RequireWeight(value, labels.Count, options.ExampleWeightColumnName!));
            }

            var counts = value > 0;
            // Where the weight is 0, whatever else the row holds is not looked at.
            var own = counts ? readLabel(labels.Count) : 0;
            kinds.Add(!counts ? Ensembles.Folds.None : readGroup is not null ? readGroup() : hasClasses ? (int)own : 0);
            labels.Add((float)own);
            counting += counts ? 1 : 0;
        }

        if (counting == 0 && labels.Count > 0)
        {
            throw new InvalidOperationException(
                $"All {labels.Count} rows of the training data have the weight 0 in column '{options.ExampleWeightColumnName}'; at least "
                + $"{options.Folds} must be above 0, one for each fold.");
        }

        if (counting < options.Folds)
        {
            throw new InvalidOperationException(
                $"The training data has {counting} rows that count, and {options.Folds} folds need at least {options.Folds}.");
        }

        var folds = readGroup is null
            ? Ensembles.Folds.ByClass([.. kinds], options.Folds, options.Seed)
            : Ensembles.Folds.ByGroup([.. kinds], options.Folds, options.Seed);
        return new EnsembleRows([.. labels], [.. weights], folds);
    }

    /// <summary>The rows of a fold, in their order.</summary>
    public int[] RowsOf(int fold) => [.. Enumerable.Range(0, Folds.Length).Where(row => Folds[row] == fold)];

    /// <summary>For each class whether a row outside the fold has it.</summary>
    public bool[] KnownOutside(int fold, int classes)
    {
        var known = new bool[classes];
        for (var row = 0; row < Folds.Length; row++)
        {
            if (Folds[row] != fold && Folds[row] != Ensembles.Folds.None)
                known[(int)Labels[row]] = true;
        }

        return known;
    }

    private static float RequireWeight(float weight, int row, string column) => float.IsFinite(weight) && weight >= 0
        ? weight
        : throw new InvalidOperationException(
            $"Row {row} of the training data has the weight {weight} in column '{column}', where a finite number of at least 0 was "
            + "expected.");
}

/// <summary>Numbers the groups of rows by the values of a column.</summary>
internal static class GroupReader
{
    /// <summary>Finds the column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of a type that cannot be compared.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"Could not find group column '{name}'. The columns are: {FeatureColumn.Names(schema)}.");
        }

        return column.Type is TextDataViewType or KeyDataViewType { RawType.Name: nameof(UInt32) } || IsNumber(column.Type)
            ? column
            : throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for group column '{name}': expected Text, Key<UInt32>, Int32, Int64 or Single, got {column.Type}.");
    }

    /// <summary>Makes the reader of the row's group, numbered from 0 in the order in which groups come.</summary>
    public static Func<int> Create(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
            return Create(row.GetGetter<ReadOnlyMemory<char>>(column), value => value.ToString());
        if (column.Type is KeyDataViewType)
            return Create(row.GetGetter<uint>(column), value => value);
        if (column.Type == NumberDataViewType.Int32)
            return Create(row.GetGetter<int>(column), value => value);
        return column.Type == NumberDataViewType.Int64
            ? Create(row.GetGetter<long>(column), value => value)
            : Create(row.GetGetter<float>(column), value => value);
    }

    private static bool IsNumber(DataViewType type) =>
        type == NumberDataViewType.Int32 || type == NumberDataViewType.Int64 || type == NumberDataViewType.Single;

    private static Func<int> Create<TValue, TKey>(ValueGetter<TValue> getter, Func<TValue, TKey> keyOf)
        where TKey : notnull
    {
        var numbers = new Dictionary<TKey, int>();
        TValue value = default!;
        return () =>
        {
            getter(ref value);
            var key = keyOf(value);
            if (!numbers.TryGetValue(key, out var number))
                numbers.Add(key, number = numbers.Count);
            return number;
        };
    }
}
