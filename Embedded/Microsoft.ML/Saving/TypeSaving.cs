using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace Microsoft.ML.Saving;

/// <summary>Writes and reads column types.</summary>
internal static class TypeSaving
{
    private const byte Primitive = 0;
    private const byte Key = 1;
    private const byte Vector = 2;
    private const byte RowId = 255;

    /// <summary>Whether the type is one of ML.NET's own.</summary>
    public static bool CanSave(DataViewType type) =>
        type.ItemType() is KeyDataViewType || RawTypes.ToPrimitiveOrNull(type.ItemType().RawType)?.Equals(type.ItemType()) == true;

    /// <summary>Writes a type.</summary>
    public static void Write(BinaryWriter writer, DataViewType type)
    {
        if (type is VectorDataViewType vector)
        {
            writer.Write(Vector);
            writer.Write(vector.Dimensions.Length);
            foreach (var dimension in vector.Dimensions)
                writer.Write(dimension);
        }
        var item = type.ItemType();
        writer.Write(item is KeyDataViewType ? Key : Primitive);
        writer.Write(Kind(item.RawType));
        if (item is KeyDataViewType key)
            writer.Write(key.Count);
    }

    /// <summary>Reads a type.</summary>
    public static DataViewType Read(BinaryReader reader)
    {
        var tag = reader.ReadByte();
        if (tag != Vector)
            return ReadItem(reader, tag);
        var dimensions = new int[reader.ReadInt32()];
        for (var i = 0; i < dimensions.Length; i++)
            dimensions[i] = reader.ReadInt32();
        return new VectorDataViewType(ReadItem(reader, reader.ReadByte()), ImmutableArray.Create(dimensions));
    }

    private static PrimitiveDataViewType ReadItem(BinaryReader reader, byte tag)
    {
        var kind = reader.ReadByte();
        PrimitiveDataViewType type = kind == RowId ? RowIdDataViewType.Instance : RawTypes.ToPrimitive((DataKind)kind);
        return tag switch
        {
            Primitive => type,
            Key => new KeyDataViewType(type.RawType, reader.ReadUInt64()),
            _ => throw new FormatException($"The model file names a kind of column {tag}, which is not known."),
        };
    }

    private static byte Kind(Type rawType)
    {
        if (rawType == typeof(DataViewRowId))
            return RowId;
        return (byte)Enum.GetValues<DataKind>().First(kind => RawTypes.ToPrimitive(kind).RawType == rawType);
    }
}
