namespace Microsoft.ML.Data;

/// <summary>Makes the getters of a text cursor: each reads the fields of its column straight into the value.</summary>
internal static class TextGetters
{
    /// <summary>The getter of a column.</summary>
    public static Delegate Create(TextRow row, TextColumn column, TextFormat format)
    {
        if (column.ItemType is KeyDataViewType key)
            return Key(row, column, key);
        if (column.ItemType is NumberDataViewType)
            return Number(row, column, format);
        return column.ItemType switch
        {
            TextDataViewType => Create<ReadOnlyMemory<char>, TextConversion>(row, column, new(new TextPool())),
            BooleanDataViewType => Other<bool>(row, column, FieldParser.TryParse),
            TimeSpanDataViewType => Other<TimeSpan>(row, column, FieldParser.TryParse),
            DateTimeDataViewType => Other<DateTime>(row, column, FieldParser.TryParse),
            DateTimeOffsetDataViewType => Other<DateTimeOffset>(row, column, FieldParser.TryParse),
            _ => throw new InvalidOperationException($"Column '{column.Name}': values of type {column.ItemType} are not read from text."),
        };
    }

    private static Delegate Number(TextRow row, TextColumn column, TextFormat format)
    {
        var type = column.ItemType.RawType;
        return type == typeof(float) ? Create<float, SingleConversion>(row, column, new(format))
            : type == typeof(double) ? Create<double, DoubleConversion>(row, column, new(format))
            : type == typeof(sbyte) ? Other<sbyte>(row, column, FieldParser.TryParse)
            : type == typeof(short) ? Other<short>(row, column, FieldParser.TryParse)
            : type == typeof(int) ? Other<int>(row, column, FieldParser.TryParse)
            : type == typeof(long) ? Other<long>(row, column, FieldParser.TryParse)
            : type == typeof(byte) ? Other(row, column, (ReadOnlySpan<byte> field, out byte value) => Narrow(FieldParser.TryParse(field, byte.MaxValue, out var wide), (byte)wide, out value))
            : type == typeof(ushort) ? Other(row, column, (ReadOnlySpan<byte> field, out ushort value) => Narrow(FieldParser.TryParse(field, ushort.MaxValue, out var wide), (ushort)wide, out value))
            : type == typeof(uint) ? Other(row, column, (ReadOnlySpan<byte> field, out uint value) => Narrow(FieldParser.TryParse(field, uint.MaxValue, out var wide), (uint)wide, out value))
            : Other<ulong>(row, column, FieldParser.TryParse);
    }

    private static Delegate Key(TextRow row, TextColumn column, KeyDataViewType key)
    {
        var count = key.Count;
        return key.RawType == typeof(byte)
            ? Other(row, column, (ReadOnlySpan<byte> field, out byte value) => Narrow(FieldParser.TryParseKey(field, count, out var wide), (byte)wide, out value), true)
            : key.RawType == typeof(ushort)
            ? Other(row, column, (ReadOnlySpan<byte> field, out ushort value) => Narrow(FieldParser.TryParseKey(field, count, out var wide), (ushort)wide, out value), true)
            : key.RawType == typeof(uint)
            ? Other(row, column, (ReadOnlySpan<byte> field, out uint value) => Narrow(FieldParser.TryParseKey(field, count, out var wide), (uint)wide, out value), true)
            : Other(row, column, (ReadOnlySpan<byte> field, out ulong value) => FieldParser.TryParseKey(field, count, out value), true);
    }

    private static bool Narrow<T>(bool good, T narrow, out T value)
    {
        value = narrow;
        return good;
    }

    private static Delegate Other<T>(TextRow row, TextColumn column, FieldFunction<T> function, bool hasMissing = false) =>
        Create<T, OtherConversion<T>>(row, column, new(function, hasMissing));

    private static Delegate Create<T, TConversion>(TextRow row, TextColumn column, TConversion conversion)
        where TConversion : struct, IFieldConversion<T> =>
        column.Type is VectorDataViewType
            ? (ValueGetter<VBuffer<T>>)new TextVectorReader<T, TConversion>(row, column, conversion).Read
            : (ValueGetter<T>)new TextScalarReader<T, TConversion>(row, column, conversion).Read;
}
