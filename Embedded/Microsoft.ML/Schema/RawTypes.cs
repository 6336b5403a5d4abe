using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>The way between .NET types and column types, and calls of generic methods with a column's raw type.</summary>
internal static class RawTypes
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> Primitives = new PrimitiveDataViewType[]
    {
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double, TextDataViewType.Instance, BooleanDataViewType.Instance,
        TimeSpanDataViewType.Instance, DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance, RowIdDataViewType.Instance,
    }.ToDictionary(type => type.RawType);

    /// <summary>The primitive type over a raw type, never a key.</summary>
    public static PrimitiveDataViewType ToPrimitive(Type rawType) =>
        ToPrimitiveOrNull(rawType) ?? throw new InvalidOperationException($"{rawType} is not the raw type of a column.");

    /// <summary>The primitive type over a raw type, never a key; null when there is none. A string counts as text.</summary>
    public static PrimitiveDataViewType? ToPrimitiveOrNull(Type rawType) =>
        rawType == typeof(string) ? TextDataViewType.Instance : Primitives.GetValueOrDefault(rawType);

    /// <summary>The primitive type of a <see cref="DataKind"/>.</summary>
    public static PrimitiveDataViewType ToPrimitive(DataKind kind) => kind switch
    {
        DataKind.SByte => NumberDataViewType.SByte,
        DataKind.Byte => NumberDataViewType.Byte,
        DataKind.Int16 => NumberDataViewType.Int16,
        DataKind.UInt16 => NumberDataViewType.UInt16,
        DataKind.Int32 => NumberDataViewType.Int32,
        DataKind.UInt32 => NumberDataViewType.UInt32,
        DataKind.Int64 => NumberDataViewType.Int64,
        DataKind.UInt64 => NumberDataViewType.UInt64,
        DataKind.Single => NumberDataViewType.Single,
        DataKind.Double => NumberDataViewType.Double,
        DataKind.String => TextDataViewType.Instance,
        DataKind.Boolean => BooleanDataViewType.Instance,
        DataKind.TimeSpan => TimeSpanDataViewType.Instance,
        DataKind.DateTime => DateTimeDataViewType.Instance,
        DataKind.DateTimeOffset => DateTimeOffsetDataViewType.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of data."),
    };

    /// <summary>The type of the items of a vector, else the type itself.</summary>
    public static DataViewType ItemType(this DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    /// <summary>The length of a vector type, 0 when not known; 1 for other types.</summary>
    public static int ValueCount(this DataViewType type) => type is VectorDataViewType vector ? vector.Size : 1;

    /// <summary>The number of a key's values, as an int; 0 when the type is no key or the number is greater.</summary>
    public static int KeyCountAsInt(this DataViewType type) => type is KeyDataViewType { Count: <= int.MaxValue } key ? (int)key.Count : 0;

    /// <summary>
    /// Calls the generic method behind <paramref name="template"/> (its one type argument stands for any) with <paramref name="type"/>
    /// as its type argument. The method's exceptions come through as they are.
    /// </summary>
    public static TResult Call<TResult>(Delegate template, Type type, params object?[] arguments) =>
        (TResult)template.Method.GetGenericMethodDefinition().MakeGenericMethod(type)
            .Invoke(template.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}
