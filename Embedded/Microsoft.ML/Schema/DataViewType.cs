namespace Microsoft.ML.Data;

/// <summary>The type of a column. Types compare by value.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType)
    {
        RawType = Check.NotNull(rawType);
    }

    /// <summary>The .NET type of the values: what a getter reads.</summary>
    public Type RawType { get; }

    /// <summary>Whether the other type is the same one.</summary>
    public abstract bool Equals(DataViewType? other);
}
