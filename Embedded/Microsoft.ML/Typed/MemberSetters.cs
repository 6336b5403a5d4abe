namespace Microsoft.ML.Data;

/// <summary>Makes actions that write the values of a row into the members of an object.</summary>
internal static class MemberSetters
{
    /// <summary>
    /// The members of a class that columns of the schema are written to.
    /// </summary>
    /// <param name="schema">The columns.</param>
    /// <param name="columns">The columns of the class.</param>
    /// <param name="ignoreMissing">Whether a member without a column is left alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing.</exception>
    /// <exception cref="InvalidOperationException">A column's values are of another type than the member.</exception>
    public static (TypedColumn Target, DataViewSchema.Column Source)[] Match(DataViewSchema schema, TypedColumn[] columns, bool ignoreMissing)
    {
        var matched = new List<(TypedColumn, DataViewSchema.Column)>();
        foreach (var target in columns)
        {
            if (schema.GetColumnOrNull(target.Name) is not { } source)
            {
                if (ignoreMissing)
                    continue;
                throw Errors.MissingColumn("Schema", "", target.Name, schema);
            }
            var member = target.Member;
            var fits = member.CustomType is { } custom
                ? source.Type.RawType == custom.RawType
                : source.Type is VectorDataViewType == member.IsVector && source.Type.ItemType().RawType == member.RawItemType;
            if (!fits)
                throw new InvalidOperationException($"Can't bind the IDataView column '{target.Name}' of type '{source.Type}' to field or property '{member.Name}' of type '{member.Type.FullName}'.");
            matched.Add((target, source));
        }
        return [.. matched];
    }

    /// <summary>An action that writes the value of a column of the row.</summary>
    public static Action<TRow> Create<TRow>(DataViewRow row, TypedColumn target, DataViewSchema.Column source)
        where TRow : class
    {
        var type = target.Member.Type;
        return type == typeof(string) ? Text<TRow>(row, target, source)
            : type == typeof(string[]) ? TextArray<TRow>(row, target, source)
            : Call<TRow>(!target.Member.IsVector ? Direct<object, int> : type.IsArray ? Array<object, int> : Buffer<object, int>, row, target, source);
    }

    private static Action<TRow> Call<TRow>(
        Func<DataViewRow, TypedColumn, DataViewSchema.Column, Action<object>> template, DataViewRow row, TypedColumn target, DataViewSchema.Column source)
        where TRow : class =>
        (Action<TRow>)template.Method.GetGenericMethodDefinition().MakeGenericMethod(typeof(TRow), target.Member.RawItemType)
            .Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [row, target, source], null)!;

    private static Action<TRow> Direct<TRow, T>(DataViewRow row, TypedColumn target, DataViewSchema.Column source)
        where TRow : class
    {
        var getter = row.GetGetter<T>(source);
        var write = MemberAccess.Setter<TRow, T>(target.Member);
        return item =>
        {
            var value = default(T)!;
            getter(ref value);
            write(item, value);
        };
    }

    private static Action<TRow> Text<TRow>(DataViewRow row, TypedColumn target, DataViewSchema.Column source)
        where TRow : class
    {
        var getter = row.GetGetter<ReadOnlyMemory<char>>(source);
        var write = MemberAccess.Setter<TRow, string>(target.Member);
        return item =>
        {
            var value = default(ReadOnlyMemory<char>);
            getter(ref value);
            write(item, value.ToString());
        };
    }

    private static Action<TRow> TextArray<TRow>(DataViewRow row, TypedColumn target, DataViewSchema.Column source)
        where TRow : class
    {
        var getter = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(source);
        var array = ArrayOf<TRow, string>(target.Member);
        var buffer = default(VBuffer<ReadOnlyMemory<char>>);
        return item =>
        {
            getter(ref buffer);
            var texts = array(item, buffer.Length);
            System.Array.Fill(texts, "");
            foreach (var (index, text) in buffer.Items())
                texts[index] = text.ToString();
        };
    }

    private static Action<TRow> Array<TRow, T>(DataViewRow row, TypedColumn target, DataViewSchema.Column source)
        where TRow : class
    {
        var getter = row.GetGetter<VBuffer<T>>(source);
        var array = ArrayOf<TRow, T>(target.Member);
        var buffer = default(VBuffer<T>);
        return item =>
        {
            getter(ref buffer);
            buffer.CopyTo(array(item, buffer.Length));
        };
    }

    private static Action<TRow> Buffer<TRow, T>(DataViewRow row, TypedColumn target, DataViewSchema.Column source)
        where TRow : class
    {
        var getter = row.GetGetter<VBuffer<T>>(source);
        var read = MemberAccess.CanRead(target.Member) ? MemberAccess.Getter<TRow, VBuffer<T>>(target.Member) : _ => default;
        var write = MemberAccess.Setter<TRow, VBuffer<T>>(target.Member);
        return item =>
        {
            var buffer = read(item);
            getter(ref buffer);
            write(item, buffer);
        };
    }

    // The array of the member, when it is there and of that length, else a new one, written to the member.
    private static Func<TRow, int, T[]> ArrayOf<TRow, T>(TypedMember member)
        where TRow : class
    {
        var read = MemberAccess.CanRead(member) ? MemberAccess.Getter<TRow, T[]?>(member) : _ => null;
        var write = MemberAccess.Setter<TRow, T[]>(member);
        return (item, length) =>
        {
            var array = read(item);
            if (array is null || array.Length != length)
            {
                array = new T[length];
                write(item, array);
            }
            return array;
        };
    }
}
