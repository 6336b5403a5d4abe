using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Conformance.Outputs;

/// <summary>Reads the values of a column of a type that is known when the program runs.</summary>
internal static class ColumnReader
{
    /// <summary>Whether values of the type can be read.</summary>
    public static bool CanRead(DataViewType type)
    {
        var item = type is VectorDataViewType vector ? vector.ItemType : type;
        return item is NumberDataViewType or BooleanDataViewType or KeyDataViewType || type is TextDataViewType;
    }

    /// <summary>Reads the row at hand: numbers, or a text.</summary>
    public static Func<(double[] Numbers, string? Text)> Create(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
        {
            var getter = row.GetGetter<ReadOnlyMemory<char>>(column);
            var text = default(ReadOnlyMemory<char>);
            return () =>
            {
                getter(ref text);
                return ([], text.ToString());
            };
        }

        var isVector = column.Type is VectorDataViewType;
        var raw = column.Type is VectorDataViewType { ItemType: var item } ? item.RawType : column.Type.RawType;
        return Type.GetTypeCode(raw) switch
        {
            TypeCode.Single => Numbers<float>(row, column, isVector, value => value),
            TypeCode.Double => Numbers<double>(row, column, isVector, value => value),
            TypeCode.Boolean => Numbers<bool>(row, column, isVector, value => value ? 1 : 0),
            TypeCode.SByte => Numbers<sbyte>(row, column, isVector, value => value),
            TypeCode.Byte => Numbers<byte>(row, column, isVector, value => value),
            TypeCode.Int16 => Numbers<short>(row, column, isVector, value => value),
            TypeCode.UInt16 => Numbers<ushort>(row, column, isVector, value => value),
            TypeCode.Int32 => Numbers<int>(row, column, isVector, value => value),
            TypeCode.UInt32 => Numbers<uint>(row, column, isVector, value => value),
            TypeCode.Int64 => Numbers<long>(row, column, isVector, value => value),
            TypeCode.UInt64 => Numbers<ulong>(row, column, isVector, value => value),
            _ => throw new NotSupportedException($"The column '{column.Name}' holds {column.Type}, which cannot be read here."),
        };
    }

    private static Func<(double[] Numbers, string? Text)> Numbers<T>(
        DataViewRow row, DataViewSchema.Column column, bool isVector, Func<T, double> convert)
    {
        if (!isVector)
        {
            var getter = row.GetGetter<T>(column);
            var value = default(T)!;
            return () =>
            {
                getter(ref value);
                return ([convert(value)], null);
            };
        }

        var getVector = row.GetGetter<VBuffer<T>>(column);
        var buffer = default(VBuffer<T>);
        return () =>
        {
            getVector(ref buffer);
            return ([.. buffer.DenseValues().Select(convert)], null);
        };
    }
}
