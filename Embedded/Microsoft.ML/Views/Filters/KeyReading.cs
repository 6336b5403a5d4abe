namespace Microsoft.ML.Data;

/// <summary>Reads keys of any raw type.</summary>
internal static class KeyReading
{
    /// <summary>A function that reads the key of the current row: 0 for a missing one.</summary>
    public static Func<ulong> Create(DataViewRow row, DataViewSchema.Column column)
    {
        var type = column.Type.RawType;
        return type == typeof(byte) ? Create<byte>(row, column)
            : type == typeof(ushort) ? Create<ushort>(row, column)
            : type == typeof(uint) ? Create<uint>(row, column)
            : Create<ulong>(row, column);
    }

    private static Func<ulong> Create<T>(DataViewRow row, DataViewSchema.Column column)
        where T : System.Numerics.INumberBase<T>
    {
        var getter = row.GetGetter<T>(column);
        var value = T.Zero;
        return () =>
        {
            getter(ref value);
            return ulong.CreateTruncating(value);
        };
    }
}
