namespace Microsoft.ML.Data;

/// <summary>Gives the column of an array or <see cref="VBuffer{T}"/> its dimensions. Without it the length may differ from row to row.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class VectorTypeAttribute : Attribute
{
    /// <summary>A vector whose length may differ from row to row.</summary>
    public VectorTypeAttribute()
    {
        Dimensions = [];
    }

    /// <summary>A vector of that length.</summary>
    public VectorTypeAttribute(int size)
    {
        Check.Param(size >= 0, nameof(size), "Should be a non-negative number");
        Dimensions = [size];
    }

    /// <summary>A tensor of these dimensions.</summary>
    public VectorTypeAttribute(params int[] dimensions)
    {
        foreach (var size in Check.NotNull(dimensions))
            Check.Param(size >= 0, nameof(dimensions), "Values should be non-negative numbers");
        Dimensions = dimensions;
    }

    internal int[] Dimensions { get; }
}
