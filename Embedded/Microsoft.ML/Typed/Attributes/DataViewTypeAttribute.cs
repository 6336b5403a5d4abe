namespace Microsoft.ML.Data;

/// <summary>The base of attributes that give a member a column type of the user's own.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    /// <summary>The base of an attribute.</summary>
    protected DataViewTypeAttribute()
    {
    }

    /// <summary>Makes the type known: calls <see cref="DataViewTypeManager.Register(DataViewType, Type, DataViewTypeAttribute)"/>.</summary>
    public abstract void Register();

    /// <summary>Whether both attributes mean the same type.</summary>
    public abstract bool Equals(DataViewTypeAttribute? other);
}
