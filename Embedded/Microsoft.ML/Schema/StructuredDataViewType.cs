namespace Microsoft.ML.Data;

/// <summary>A type whose values are made of others, such as a vector.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    /// <summary>A type over the given .NET type.</summary>
    protected StructuredDataViewType(Type rawType)
        : base(rawType)
    {
    }
}
