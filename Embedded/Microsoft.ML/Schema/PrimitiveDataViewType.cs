namespace Microsoft.ML.Data;

/// <summary>A type whose values hold no mutable state, so that copying a value is assigning it.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    /// <summary>A type over the given .NET type.</summary>
    /// <exception cref="ArgumentException">The .NET type is disposable.</exception>
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
        if (typeof(IDisposable).IsAssignableFrom(rawType))
            throw new ArgumentException($"A primitive type cannot be disposable, but {rawType} is.", nameof(rawType));
    }
}
