using Microsoft.ML.Data;
using Microsoft.ML.Saving;

namespace Microsoft.ML.Transforms.ValueMapping;

/// <summary>Writes and reads tables of values.</summary>
internal static class ValueMapSaving
{
    public static void Write(BinaryWriter writer, ValueMap map)
    {
        TypeSaving.Write(writer, map.KeyType);
        TypeSaving.Write(writer, map.ValueType);
        writer.Write(map.KeyValues is not null);
        if (map.KeyValues is not null)
            writer.WriteValues<ReadOnlyMemory<char>>([.. map.KeyValues.Select(value => value.AsMemory())]);
        (Array keys, Array values) = map.ToArrays();
        RawTypes.Call<object?>(WriteScalars<int>, map.KeyType.RawType, writer, keys);
        RawTypes.Call<object?>(map.ValueType is VectorDataViewType ? WriteVectors<int> : WriteScalars<int>, map.ValueType.ItemType().RawType, writer, values);
    }

    public static ValueMap Read(BinaryReader reader)
    {
        var keyType = (PrimitiveDataViewType)TypeSaving.Read(reader);
        DataViewType valueType = TypeSaving.Read(reader);
        string[]? keyValues = reader.ReadBoolean() ? [.. reader.ReadValues<ReadOnlyMemory<char>>().Select(value => value.ToString())] : null;
        Array keys = RawTypes.Call<Array>(ReadScalars<int>, keyType.RawType, reader);
        Array values = RawTypes.Call<Array>(valueType is VectorDataViewType ? ReadVectors<int> : ReadScalars<int>, valueType.ItemType().RawType, reader);
        return ValueMap.Create(keyType, keys, valueType, values, keyValues);
    }

    private static object? WriteScalars<T>(BinaryWriter writer, T[] values)
    {
        writer.WriteValues<T>(values);
        return null;
    }

    private static object? WriteVectors<T>(BinaryWriter writer, VBuffer<T>[] values)
    {
        writer.Write(values.Length);
        foreach (VBuffer<T> value in values)
            writer.WriteVector(value);
        return null;
    }

    private static T[] ReadScalars<T>(BinaryReader reader) => reader.ReadValues<T>();

    private static VBuffer<T>[] ReadVectors<T>(BinaryReader reader)
    {
        var values = new List<VBuffer<T>>();
        for (int left = reader.ReadInt32(); left > 0; left--)
            values.Add(reader.ReadVector<T>());
        return [.. values];
    }
}
