namespace Microsoft.ML.Data;

/// <summary>A column and the member that it is read from or written to.</summary>
internal sealed record TypedColumn(string Name, DataViewType Type, TypedMember Member, DataViewSchema.Annotations Annotations)
{
    /// <summary>The columns of a class, from its definition or from the members themselves.</summary>
    public static TypedColumn[] Of(Type userType, SchemaDefinition? definition, SchemaDefinition.Direction direction) =>
        [.. (definition ?? SchemaDefinition.Create(userType, direction)).Select(column => Create(userType, column))];

    /// <summary>The schema of the columns.</summary>
    public static DataViewSchema ToSchema(TypedColumn[] columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        return builder.ToSchema();
    }

    private static TypedColumn Create(Type userType, SchemaDefinition.Column column)
    {
        const string Parameter = "userSchemaDefinition";
        var member = TypedMember.Find(userType, column.MemberName);
        var name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        var type = column.ColumnType ?? member.InferColumnType();
        if (member.CustomType is null)
        {
            var isVector = type is VectorDataViewType;
            Check.Param(
                isVector == member.IsVector, Parameter,
                $"Column '{name}' is supposed to be {(isVector ? "vector" : "scalar")}, but type of associated field '{column.MemberName}' is {(member.IsVector ? "vector" : "scalar")}");
            Check.Param(
                type.ItemType().RawType == member.RawItemType, Parameter,
                $"Column '{name}' is supposed to have item type {type.ItemType().RawType}, but associated field has type {member.RawItemType}");
        }
        return new TypedColumn(name, type, member, column.Annotations);
    }
}
