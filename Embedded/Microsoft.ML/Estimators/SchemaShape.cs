using System.Collections;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What is known of a schema before data is seen: names, item types, kinds of vectors, annotations, but no sizes.</summary>
public sealed partial class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Empty = new([]);

    private readonly Column[] _columns;

    /// <summary>A shape of these columns, whose names differ.</summary>
    public SchemaShape(IEnumerable<Column> columns)
    {
        _columns = [.. Check.NotNull(columns)];
        Check.Param(_columns.All(column => column.IsValid), nameof(columns), "A column was not initialized: it has no name.");
    }

    /// <summary>The number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>The column at that position.</summary>
    public Column this[int index] => _columns[index];

    /// <inheritdoc/>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _columns.GetEnumerator();

    /// <summary>The shape of a schema: its visible columns.</summary>
    internal static SchemaShape Create(DataViewSchema schema)
    {
        Check.NotNull(schema);
        return new SchemaShape(schema.Where(column => !column.IsHidden).Select(column =>
        {
            var annotations = column.Annotations.Schema.Select(annotation => CreateColumn(annotation.Name, annotation.Type)).ToArray();
            return CreateColumn(column.Name, column.Type, annotations.Length == 0 ? null : new SchemaShape(annotations));
        }));
    }

    /// <summary>A column of that type.</summary>
    internal static Column CreateColumn(string name, DataViewType type, SchemaShape? annotations = null)
    {
        var vector = type as VectorDataViewType;
        var kind = vector is null ? Column.VectorKind.Scalar : vector.IsKnownSize ? Column.VectorKind.Vector : Column.VectorKind.VariableVector;
        DataViewType item = vector is null ? type : vector.ItemType;
        var isKey = item is KeyDataViewType;
        return new Column(name, kind, isKey ? RawTypes.ToPrimitive(item.RawType) : item, isKey, annotations);
    }

    /// <summary>Finds a column by name.</summary>
    internal bool TryFindColumn(string name, out Column column)
    {
        Check.NotNull(name);
        foreach (var candidate in _columns)
        {
            if (candidate.Name == name)
            {
                column = candidate;
                return true;
            }
        }
        column = default;
        return false;
    }

    /// <summary>This shape with columns added; a column of the same name is replaced, at its place.</summary>
    internal SchemaShape With(IEnumerable<Column> added)
    {
        var columns = _columns.ToDictionary(column => column.Name);
        foreach (var column in added)
            columns[column.Name] = column;
        return new SchemaShape(columns.Values);
    }
}
