using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A field or property of a row class, and what it says of its column.</summary>
internal sealed class TypedMember
{
    private readonly Attribute[] _attributes;

    private TypedMember(MemberInfo info)
    {
        Info = info;
        Type = info is FieldInfo field ? field.FieldType : ((PropertyInfo)info).PropertyType;
        _attributes = [.. info.GetCustomAttributes()];
        ColumnName = _attributes.OfType<ColumnNameAttribute>().FirstOrDefault()?.Name ?? info.Name;
        CustomType = DataViewTypeManager.FindOrNull(Type, _attributes);
        var item = Type.IsArray ? Type.GetElementType()! : IsVBuffer(Type) ? Type.GetGenericArguments()[0] : Type;
        IsVector = CustomType is null && item != Type;
        RawItemType = CustomType is not null ? Type : item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item;
    }

    /// <summary>The field or property.</summary>
    public MemberInfo Info { get; }

    /// <summary>Its name.</summary>
    public string Name => Info.Name;

    /// <summary>Its .NET type.</summary>
    public Type Type { get; }

    /// <summary>The name of its column.</summary>
    public string ColumnName { get; }

    /// <summary>Whether it is an array or a <see cref="VBuffer{T}"/>.</summary>
    public bool IsVector { get; }

    /// <summary>The raw type of the column's items.</summary>
    public Type RawItemType { get; }

    /// <summary>The registered type of the user's own, null where the column's type is one of ML.NET's.</summary>
    public DataViewType? CustomType { get; }

    /// <summary>The members of a class that are columns, fields first.</summary>
    public static IEnumerable<TypedMember> Of(Type userType, SchemaDefinition.Direction direction)
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance;
        bool Fits(PropertyInfo property) =>
            (direction.HasFlag(SchemaDefinition.Direction.Read) && property.GetGetMethod() is not null)
            || (direction.HasFlag(SchemaDefinition.Direction.Write) && property.GetSetMethod() is not null);
        IEnumerable<MemberInfo> members =
        [
            .. userType.GetFields(Flags),
            .. userType.GetProperties(Flags).Where(property => property.GetIndexParameters().Length == 0 && Fits(property)),
        ];
        return members.Where(member => !member.IsDefined(typeof(NoColumnAttribute))).Select(Create);
    }

    /// <summary>The member of that name.</summary>
    public static TypedMember Find(Type userType, string name)
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance;
        MemberInfo? member = userType.GetField(name, Flags);
        member ??= userType.GetProperty(name, Flags);
        Check.Param(member is not null, "userSchemaDefinition", $"No field or property with name '{name}' found in type '{userType.FullName}'");
        return Create(member);
    }

    /// <summary>The type of the column, from the member's type and attributes.</summary>
    public DataViewType InferColumnType()
    {
        if (CustomType is not null)
            return CustomType;
        var key = _attributes.OfType<KeyTypeAttribute>().FirstOrDefault();
        var vector = _attributes.OfType<VectorTypeAttribute>().FirstOrDefault();
        Check.Param(
            key is null || KeyDataViewType.IsValidDataType(RawItemType), "userType",
            $"Member {Name} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type");
        Check.Param(
            vector is null || IsVector, "userType",
            $"Member {Name} marked with VectorTypeAttribute, but does not appear to be a vector type");
        var item = key is null ? RawTypes.ToPrimitive(RawItemType) : new KeyDataViewType(RawItemType, key.KeyCount?.Count ?? MaxCount(RawItemType));
        return !IsVector ? item
            : vector is { Dimensions.Length: > 0 } ? new VectorDataViewType(item, vector.Dimensions)
            : new VectorDataViewType(item);
    }

    /// <summary>The sources of a text file that the attributes name, null when there are none.</summary>
    public LoadColumnAttribute? LoadColumn => _attributes.OfType<LoadColumnAttribute>().FirstOrDefault();

    private static TypedMember Create(MemberInfo info)
    {
        var member = new TypedMember(info);
        Check.Param(
            member.CustomType is not null || RawTypes.ToPrimitiveOrNull(member.RawItemType) is not null, "rawType",
            $"Could not determine an IDataView type and registered custom types for member {info.Name}: its type is {member.Type}.");
        return member;
    }

    private static bool IsVBuffer(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>);

    private static ulong MaxCount(Type rawType) =>
        rawType == typeof(byte) ? byte.MaxValue : rawType == typeof(ushort) ? ushort.MaxValue : rawType == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
}
