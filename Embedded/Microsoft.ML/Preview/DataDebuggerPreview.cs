using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>The first rows of a view, read into memory to be looked at.</summary>
public sealed partial class DataDebuggerPreview
{
    internal DataDebuggerPreview(IDataView data, int maxRows)
    {
        Check.NotNull(data);
        Check.Param(maxRows >= 0, nameof(maxRows), $"The number of rows must be 0 or more, not {maxRows}.");
        Schema = data.Schema;
        var rows = ImmutableArray.CreateBuilder<RowInfo>();
        var columns = Schema.Select(_ => new List<object>()).ToArray();
        using var cursor = data.GetRowCursor(Schema);
        var readers = Schema.Select(column => RawTypes.Call<Func<object>>(CreateReader<int>, column.Type.RawType, cursor, column)).ToArray();
        while (rows.Count < maxRows && cursor.MoveNext())
        {
            var row = new RowInfo(Schema.Count);
            foreach (var column in Schema)
            {
                row.Values[column.Index] = new(column.Name, readers[column.Index]());
                columns[column.Index].Add(readers[column.Index]());
            }
            rows.Add(row);
        }
        RowView = rows.ToImmutable();
        ColumnView = [.. Schema.Select(column => new ColumnInfo(column, [.. columns[column.Index]]))];
    }

    /// <summary>The columns.</summary>
    public DataViewSchema Schema { get; }

    /// <summary>The values by column.</summary>
    public ImmutableArray<ColumnInfo> ColumnView { get; }

    /// <summary>The values by row.</summary>
    public ImmutableArray<RowInfo> RowView { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Schema.Count} columns, {RowView.Length} rows";

    private static Func<object> CreateReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        return () =>
        {
            var value = default(T)!;
            getter(ref value);
            return value!;
        };
    }
}
