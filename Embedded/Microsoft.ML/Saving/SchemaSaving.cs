using Microsoft.ML.Data;

namespace Microsoft.ML.Saving;

/// <summary>Writes and reads schemas: names, types and annotations with their values.</summary>
internal static class SchemaSaving
{
    /// <summary>Writes the columns; those of a type of the user's own are left out.</summary>
    public static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        var columns = schema.Where(column => TypeSaving.CanSave(column.Type)).ToArray();
        writer.Write(columns.Length);
        foreach (var column in columns)
        {
            writer.Write(column.Name);
            TypeSaving.Write(writer, column.Type);
            WriteAnnotations(writer, column.Annotations);
        }
    }

    /// <summary>Reads the columns.</summary>
    public static DataViewSchema Read(BinaryReader reader)
    {
        var builder = new DataViewSchema.Builder();
        for (var left = reader.ReadInt32(); left > 0; left--)
            builder.AddColumn(reader.ReadString(), TypeSaving.Read(reader), ReadAnnotations(reader));
        return builder.ToSchema();
    }

    /// <summary>Writes annotations and their values.</summary>
    public static void WriteAnnotations(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        var columns = annotations.Schema.Where(column => TypeSaving.CanSave(column.Type)).ToArray();
        writer.Write(columns.Length);
        foreach (var column in columns)
        {
            writer.Write(column.Name);
            TypeSaving.Write(writer, column.Type);
            RawTypes.Call<object?>(
                column.Type is VectorDataViewType ? WriteVector<int> : WriteScalar<int>, column.Type.ItemType().RawType, writer, annotations, column);
        }
    }

    /// <summary>Reads annotations and their values.</summary>
    public static DataViewSchema.Annotations ReadAnnotations(BinaryReader reader)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var type = TypeSaving.Read(reader);
            builder.Add(name, type, RawTypes.Call<Delegate>(
                type is VectorDataViewType ? ReadVector<int> : ReadScalar<int>, type.ItemType().RawType, reader));
        }
        return builder.ToAnnotations();
    }

    private static object? WriteScalar<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        var value = default(T)!;
        annotations.GetGetter<T>(column)(ref value);
        writer.WriteValues<T>([value]);
        return null;
    }

    private static object? WriteVector<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        var value = default(VBuffer<T>);
        annotations.GetGetter<VBuffer<T>>(column)(ref value);
        writer.WriteVector(value);
        return null;
    }

    private static ValueGetter<T> ReadScalar<T>(BinaryReader reader)
    {
        var value = reader.ReadValues<T>()[0];
        return (ref T destination) => destination = value;
    }

    private static ValueGetter<VBuffer<T>> ReadVector<T>(BinaryReader reader)
    {
        var value = reader.ReadVector<T>();
        return (ref VBuffer<T> destination) => value.CopyTo(ref destination);
    }
}
