namespace Microsoft.ML.Data;

/// <summary>Reads and adds annotations.</summary>
internal static class AnnotationReading
{
    /// <summary>The type of an annotation, null when there is none.</summary>
    public static DataViewType? AnnotationTypeOrNull(this DataViewSchema.Column column, string kind) =>
        column.Annotations.Schema.GetColumnOrNull(kind)?.Type;

    /// <summary>Whether the annotation is there and is true.</summary>
    public static bool IsAnnotationTrue(this DataViewSchema.Column column, string kind)
    {
        if (column.AnnotationTypeOrNull(kind) is not BooleanDataViewType)
            return false;
        var value = false;
        column.Annotations.GetValue(kind, ref value);
        return value;
    }

    /// <summary>The text of an annotation, null when there is none.</summary>
    public static string? TextAnnotationOrNull(this DataViewSchema.Column column, string kind)
    {
        if (column.AnnotationTypeOrNull(kind) is not TextDataViewType)
            return null;
        var value = default(ReadOnlyMemory<char>);
        column.Annotations.GetValue(kind, ref value);
        return value.ToString();
    }

    /// <summary>Adds a text.</summary>
    public static void AddText(this DataViewSchema.Annotations.Builder builder, string kind, string value) =>
        builder.AddPrimitiveValue(kind, TextDataViewType.Instance, value.AsMemory());

    /// <summary>Adds a Boolean.</summary>
    public static void AddBoolean(this DataViewSchema.Annotations.Builder builder, string kind, bool value) =>
        builder.AddPrimitiveValue(kind, BooleanDataViewType.Instance, value);

    /// <summary>Adds a vector, copied to every reader.</summary>
    public static void AddVector<T>(this DataViewSchema.Annotations.Builder builder, string kind, PrimitiveDataViewType itemType, VBuffer<T> value) =>
        builder.Add(kind, new VectorDataViewType(itemType, value.Length), (ref VBuffer<T> destination) => value.CopyTo(ref destination));

    /// <summary>Adds slot names.</summary>
    public static void AddSlotNames(this DataViewSchema.Annotations.Builder builder, IEnumerable<string> names)
    {
        var values = names.Select(name => name.AsMemory()).ToArray();
        builder.AddVector(AnnotationKinds.SlotNames, TextDataViewType.Instance, new VBuffer<ReadOnlyMemory<char>>(values.Length, values));
    }

    /// <summary>Adds key values.</summary>
    public static void AddKeyValues<T>(this DataViewSchema.Annotations.Builder builder, PrimitiveDataViewType itemType, VBuffer<T> values) =>
        builder.AddVector(AnnotationKinds.KeyValues, itemType, values);
}
