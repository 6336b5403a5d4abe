using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>What a faulty trainer looks at before it fails.</summary>
internal static class RowFacts
{
    /// <summary>The features of all rows, from the one column that holds vectors of float; none where there is no such column.</summary>
    public static IReadOnlyList<VBuffer<float>> Features(IDataView data)
    {
        foreach (var column in data.Schema)
        {
            if (column.Type is VectorDataViewType { ItemType: var item } && item == NumberDataViewType.Single)
                return [.. Values<VBuffer<float>>(data, column)];
        }

        return [];
    }

    /// <summary>Whether any feature is such.</summary>
    public static bool HasFeature(IDataView data, Func<float, bool> isSuch) => Features(data).Any(row => row.DenseValues().Any(isSuch));

    /// <summary>The number of features; 0 where their column is no vector of float.</summary>
    public static int Width(IDataView data) => data.Schema
        .Select(column => column.Type is VectorDataViewType { ItemType: NumberDataViewType item } vector
            && item == NumberDataViewType.Single ? vector.Size : 0).Max();

    /// <summary>The numbers in a column; none where there is no such column of float.</summary>
    public static IReadOnlyList<float> Numbers(IDataView data, string name) =>
        data.Schema.GetColumnOrNull(name) is { } column && column.Type == NumberDataViewType.Single ? [.. Values<float>(data, column)] : [];

    /// <summary>The keys in a column; none where there is no such column.</summary>
    public static IReadOnlyList<uint> Keys(IDataView data, string name) =>
        data.Schema.GetColumnOrNull(name) is { } column && column.Type is KeyDataViewType ? [.. Values<uint>(data, column)] : [];

    /// <summary>Whether the view has rows.</summary>
    public static bool HasRows(IDataView data)
    {
        using var cursor = data.GetRowCursor([]);
        return cursor.MoveNext();
    }

    private static IEnumerable<T> Values<T>(IDataView data, DataViewSchema.Column column)
    {
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        while (cursor.MoveNext())
        {
            var value = default(T)!;
            getter(ref value);
            yield return value;
        }
    }
}
