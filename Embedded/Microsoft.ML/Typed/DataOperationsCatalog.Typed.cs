using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Objects as rows: their public fields and properties are the columns. The sequence is enumerated anew by each cursor.</summary>
    /// <param name="data">The objects, none of which may be null.</param>
    /// <param name="schemaDefinition">The columns; by default those of <typeparamref name="TRow"/>'s readable members.</param>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
    {
        Check.NotNull(data);
        var columns = TypedColumn.Of(typeof(TRow), schemaDefinition, SchemaDefinition.Direction.Read);
        Environment.Register("StreamingDataView");
        return new TypedView<TRow>(data, columns);
    }

    /// <summary>Objects as rows, with the types and annotations of the given schema's columns, for each of which <typeparamref name="TRow"/> must have a member.</summary>
    /// <exception cref="InvalidOperationException">There is no member for a column of the schema.</exception>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        Check.NotNull(data);
        return LoadFromEnumerable(data, TypedSchema.WithTypesOf<TRow>(Check.NotNull(schema)));
    }

    /// <summary>The rows as objects: the columns are written to the members of their names.</summary>
    /// <param name="data">The rows; read when the result is enumerated.</param>
    /// <param name="reuseRowObject">Whether all rows are given in one object.</param>
    /// <param name="ignoreMissingColumns">Whether members without a column are left alone; else they are an error.</param>
    /// <param name="schemaDefinition">The columns; by default those of <typeparamref name="TRow"/>'s writable members.</param>
    public IEnumerable<TRow> CreateEnumerable<TRow>(
        IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition? schemaDefinition = null)
        where TRow : class, new()
    {
        Check.NotNull(data);
        var columns = TypedColumn.Of(typeof(TRow), schemaDefinition, SchemaDefinition.Direction.Write);
        Environment.Register("TypedCursorable");
        return TypedSchema.Enumerate<TRow>(data, MemberSetters.Match(data.Schema, columns, ignoreMissingColumns), reuseRowObject);
    }
}
