namespace Microsoft.ML.Data;

/// <summary>Makes the getters of columns that are members of a class.</summary>
internal static class MemberGetters
{
    /// <summary>A getter that reads the member of the current object.</summary>
    public static Delegate Create<TRow>(RowObject<TRow> row, TypedColumn column)
        where TRow : class
    {
        var member = column.Member;
        var type = member.Type;
        return type == typeof(string) ? Text(row, column)
            : type == typeof(string[]) ? TextArray(row, column)
            : !member.IsVector && column.Type is KeyDataViewType key ? Key(row, column, key)
            : Call(!member.IsVector ? Direct<object, int> : type.IsArray ? Array<object, int> : Buffer<object, int>, row, column);
    }

    private static Delegate Call<TRow>(Func<RowObject<object>, TypedColumn, Delegate> template, RowObject<TRow> row, TypedColumn column)
        where TRow : class =>
        (Delegate)template.Method.GetGenericMethodDefinition().MakeGenericMethod(typeof(TRow), column.Member.RawItemType)
            .Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [row, column], null)!;

    private static ValueGetter<T> Direct<TRow, T>(RowObject<TRow> row, TypedColumn column)
        where TRow : class
    {
        var read = MemberAccess.Getter<TRow, T>(column.Member);
        return (ref T value) => value = read(row.Current);
    }

    private static ValueGetter<ReadOnlyMemory<char>> Text<TRow>(RowObject<TRow> row, TypedColumn column)
        where TRow : class
    {
        var read = MemberAccess.Getter<TRow, string?>(column.Member);
        return (ref ReadOnlyMemory<char> value) => value = read(row.Current).AsMemory();
    }

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> TextArray<TRow>(RowObject<TRow> row, TypedColumn column)
        where TRow : class
    {
        var read = MemberAccess.Getter<TRow, string?[]?>(column.Member);
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            var array = read(row.Current);
            CheckSize(column, array?.Length, row.Position);
            var editor = VBufferEditor.Create(ref value, array?.Length ?? 0);
            for (var i = 0; i < editor.Values.Length; i++)
                editor.Values[i] = array![i].AsMemory();
            value = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<T>> Array<TRow, T>(RowObject<TRow> row, TypedColumn column)
        where TRow : class
    {
        var read = MemberAccess.Getter<TRow, T[]?>(column.Member);
        return (ref VBuffer<T> value) =>
        {
            var array = read(row.Current);
            CheckSize(column, array?.Length, row.Position);
            var editor = VBufferEditor.Create(ref value, array?.Length ?? 0);
            array.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<T>> Buffer<TRow, T>(RowObject<TRow> row, TypedColumn column)
        where TRow : class
    {
        var read = MemberAccess.Getter<TRow, VBuffer<T>>(column.Member);
        return (ref VBuffer<T> value) =>
        {
            var source = read(row.Current);
            CheckSize(column, source.Length, row.Position);
            source.CopyTo(ref value);
        };
    }

    // The member counts from 0, the column from 1; what is no value of the key is missing.
    private static Delegate Key<TRow>(RowObject<TRow> row, TypedColumn column, KeyDataViewType key)
        where TRow : class
    {
        var count = key.Count;
        if (key.RawType == typeof(byte))
        {
            var read = MemberAccess.Getter<TRow, byte>(column.Member);
            return (ValueGetter<byte>)((ref byte value) => value = read(row.Current) is var place && place < count ? (byte)(place + 1) : (byte)0);
        }
        if (key.RawType == typeof(ushort))
        {
            var read = MemberAccess.Getter<TRow, ushort>(column.Member);
            return (ValueGetter<ushort>)((ref ushort value) => value = read(row.Current) is var place && place < count ? (ushort)(place + 1) : (ushort)0);
        }
        if (key.RawType == typeof(uint))
        {
            var read = MemberAccess.Getter<TRow, uint>(column.Member);
            return (ValueGetter<uint>)((ref uint value) => value = read(row.Current) is var place && place < count ? place + 1 : 0);
        }
        var readLong = MemberAccess.Getter<TRow, ulong>(column.Member);
        return (ValueGetter<ulong>)((ref ulong value) => value = readLong(row.Current) is var place && place < count ? place + 1 : 0);
    }

    // A null array is a vector without items, as in ML.NET.
    private static void CheckSize(TypedColumn column, int? length, long position)
    {
        if (column.Type is VectorDataViewType { IsKnownSize: true } vector && length is not null && vector.Size != length)
        {
            throw new InvalidOperationException(
                $"Row {position}: column '{column.Name}' is {vector}, so that member '{column.Member.Name}' must hold {vector.Size} values, but it holds {length}.");
        }
    }
}
