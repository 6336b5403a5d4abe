namespace Microsoft.ML.Data;

/// <summary>The columns of a class: which members are columns, under which name and type. It may be changed before it is used.</summary>
public sealed partial class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    /// <summary>Which members of a class are looked at.</summary>
    [Flags]
    public enum Direction
    {
        /// <summary>Those that can be read.</summary>
        Read = 1,

        /// <summary>Those that can be written.</summary>
        Write = 2,

        /// <summary>Those that can be read or written.</summary>
        Both = Read | Write,
    }

    /// <summary>The column of that name, null when there is none. Setting replaces it or adds it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column that is set has another name.</exception>
    public Column this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName)!;
        set
        {
            Check.NotNull(value);
            Check.Param(value.ColumnName == columnName, nameof(columnName), $"The column name is specified as '{value.ColumnName}' but must match the selector '{columnName}'.");
            var index = FindIndex(column => column.ColumnName == columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    /// <summary>
    /// The columns of a class, from its public fields and properties and their attributes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A member has a type that no column can have, a contradictory attribute, or the name of another column.</exception>
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        var definition = new SchemaDefinition();
        var names = new HashSet<string>();
        foreach (var member in TypedMember.Of(Check.NotNull(userType), direction))
        {
            Check.Param(names.Add(member.ColumnName), nameof(userType), $"Duplicate column name '{member.ColumnName}' detected, this is disallowed");
            definition.Add(new Column(member.Name, member.InferColumnType(), member.ColumnName));
        }
        return definition;
    }
}
