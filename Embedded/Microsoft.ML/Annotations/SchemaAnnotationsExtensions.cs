namespace Microsoft.ML.Data;

/// <summary>The common annotations of a column.</summary>
public static class SchemaAnnotationsExtensions
{
    /// <summary>Whether the column is a vector of known size with a name for each item.</summary>
    public static bool HasSlotNames(this DataViewSchema.Column column) =>
        column.Type is VectorDataViewType { Size: > 0 } vector
        && column.AnnotationTypeOrNull(AnnotationKinds.SlotNames) is VectorDataViewType { ItemType: TextDataViewType } names
        && names.Size == vector.Size;

    /// <summary>Reads the names of a vector's items; an empty vector when there are none.</summary>
    public static void GetSlotNames(this DataViewSchema.Column column, ref VBuffer<ReadOnlyMemory<char>> slotNames)
    {
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames) is null)
            throw new InvalidOperationException($"Invalid call to '{nameof(GetSlotNames)}': column '{column.Name}' has no slot names.");
        column.Annotations.GetValue(AnnotationKinds.SlotNames, ref slotNames);
    }

    /// <summary>Whether the column is of keys whose values are known and, when a type is given, of that type.</summary>
    public static bool HasKeyValues(this DataViewSchema.Column column, PrimitiveDataViewType? keyValueItemType = null) =>
        column.Type.ItemType() is KeyDataViewType key
        && column.AnnotationTypeOrNull(AnnotationKinds.KeyValues) is VectorDataViewType values
        && (ulong)values.Size == key.Count
        && (keyValueItemType is null || values.ItemType.Equals(keyValueItemType));

    /// <summary>Reads the values of a key.</summary>
    /// <exception cref="InvalidOperationException">There are none, or not of that type.</exception>
    public static void GetKeyValues<TValue>(this DataViewSchema.Column column, ref VBuffer<TValue> keyValues) =>
        column.Annotations.GetValue(AnnotationKinds.KeyValues, ref keyValues);

    /// <summary>Whether the column is marked as normalized.</summary>
    public static bool IsNormalized(this DataViewSchema.Column column) => column.IsAnnotationTrue(AnnotationKinds.IsNormalized);
}
