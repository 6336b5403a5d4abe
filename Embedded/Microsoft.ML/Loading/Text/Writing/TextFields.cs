namespace Microsoft.ML.Data;

/// <summary>Gives the fields of one column, those alone that are not the default.</summary>
internal sealed class TextFields
{
    private readonly Func<Action<int, string>, int> _read;
    private readonly DataViewSchema.Column _column;
    private readonly char _separator;

    private TextFields(DataViewSchema.Column column, char separator, string defaultField, Func<Action<int, string>, int> read)
    {
        _column = column;
        _separator = separator;
        Default = defaultField;
        _read = read;
    }

    /// <summary>The field of the default value.</summary>
    public string Default { get; }

    /// <summary>The fields of a column of the cursor.</summary>
    public static TextFields Create(DataViewRowCursor cursor, DataViewSchema.Column column, char separator) =>
        RawTypes.Call<TextFields>(column.Type is VectorDataViewType ? CreateVector<int> : CreateScalar<int>, column.Type.ItemType().RawType, cursor, column, separator);

    /// <summary>Hands over slot and field of the current row's values, and returns the number of slots.</summary>
    public int Read(Action<int, string> add) => _read(add);

    /// <summary>Hands over slot and field of the names for the header, and returns the number of slots.</summary>
    public int ReadNames(Action<int, string> add)
    {
        if (_column.Type is not VectorDataViewType)
        {
            add(0, TextFormatting.Quote(_column.Name, _separator));
            return 1;
        }
        if (_column.HasSlotNames())
        {
            var names = default(VBuffer<ReadOnlyMemory<char>>);
            _column.GetSlotNames(ref names);
            foreach (var (slot, name) in names.Items())
            {
                if (!name.IsEmpty)
                    add(slot, TextFormatting.Quote(name.Span, _separator));
            }
        }
        return _column.Type.ValueCount();
    }

    private static TextFields CreateScalar<T>(DataViewRowCursor cursor, DataViewSchema.Column column, char separator)
    {
        var format = TextFormatting.Create<T>((PrimitiveDataViewType)column.Type, separator);
        var getter = cursor.GetGetter<T>(column);
        var value = default(T)!;
        return new TextFields(column, separator, format(default!), add =>
        {
            getter(ref value);
            add(0, format(value));
            return 1;
        });
    }

    private static TextFields CreateVector<T>(DataViewRowCursor cursor, DataViewSchema.Column column, char separator)
    {
        var format = TextFormatting.Create<T>((PrimitiveDataViewType)column.Type.ItemType(), separator);
        var getter = cursor.GetGetter<VBuffer<T>>(column);
        var buffer = default(VBuffer<T>);
        return new TextFields(column, separator, format(default!), add =>
        {
            getter(ref buffer);
            foreach (var (slot, value) in buffer.Items())
                add(slot, format(value));
            return buffer.Length;
        });
    }
}
