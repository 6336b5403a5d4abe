namespace Microsoft.ML.Data;

/// <summary>
/// Reads labels of any allowed type as float: numbers as they are, false and true as 0 and 1, keys counted from 0 with NaN for a
/// missing one.
/// </summary>
internal static class LabelGetter
{
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public static ValueGetter<float> Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        NumberDataViewType type when type == NumberDataViewType.Single => row.GetGetter<float>(column),
        NumberDataViewType type when type == NumberDataViewType.Double => Convert<double>(row, column, value => (float)value),
        BooleanDataViewType => Convert<bool>(row, column, value => value ? 1 : 0),
        KeyDataViewType key => FromKey(row, column, key),
        _ => throw new InvalidOperationException($"Only floating point number, boolean, and key type values can be used as label; column '{column.Name}' is of type {column.Type}."),
    };

    private static ValueGetter<float> FromKey(DataViewRow row, DataViewSchema.Column column, KeyDataViewType key)
    {
        ulong count = key.Count;
        float Index(ulong value) => value > 0 && value <= count ? value - 1 : float.NaN;
        return key.RawType switch
        {
            Type type when type == typeof(uint) => Convert<uint>(row, column, value => Index(value)),
            Type type when type == typeof(byte) => Convert<byte>(row, column, value => Index(value)),
            Type type when type == typeof(ushort) => Convert<ushort>(row, column, value => Index(value)),
            _ => Convert<ulong>(row, column, Index),
        };
    }

    private static ValueGetter<float> Convert<T>(DataViewRow row, DataViewSchema.Column column, Func<T, float> convert)
        where T : struct
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default;
        return (ref float destination) =>
        {
            getter(ref value);
            destination = convert(value);
        };
    }
}
