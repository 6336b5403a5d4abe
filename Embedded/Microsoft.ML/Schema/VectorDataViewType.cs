using System.Collections.Immutable;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>A vector of a primitive type; its values are <see cref="VBuffer{T}"/>. A size of 0 means that the length may differ from row to row.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    /// <summary>A vector of <paramref name="size"/> items, 0 for a length that is not known.</summary>
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0)
        : this(itemType, ImmutableArray.Create(size))
    {
    }

    /// <summary>A vector that is a tensor of the given dimensions, the last one running fastest; 0 for an unknown dimension.</summary>
    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
        : this(itemType, ImmutableArray.Create(Check.NotNull(dimensions)))
    {
    }

    /// <inheritdoc cref="VectorDataViewType(PrimitiveDataViewType, int[])"/>
    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions)
        : base(typeof(VBuffer<>).MakeGenericType(Check.NotNull(itemType).RawType))
    {
        if (dimensions.IsDefaultOrEmpty)
            throw new ArgumentOutOfRangeException(nameof(dimensions), "A vector type needs at least one dimension.");
        var size = 1;
        foreach (var dimension in dimensions)
        {
            if (dimension < 0)
                throw new ArgumentOutOfRangeException(nameof(dimensions), dimension, "A dimension of a vector type must be 0 (unknown) or more.");
            size = checked(size * dimension);
        }
        ItemType = itemType;
        Dimensions = dimensions;
        Size = size;
    }

    /// <summary>The dimensions; their product is <see cref="Size"/>.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>Whether all values have the same known length.</summary>
    public bool IsKnownSize => Size > 0;

    /// <summary>The type of the items.</summary>
    public PrimitiveDataViewType ItemType { get; }

    /// <summary>The length of every value, 0 when not known.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) =>
        ReferenceEquals(other, this)
        || (other is VectorDataViewType vector && vector.ItemType.Equals(ItemType) && vector.Dimensions.SequenceEqual(Dimensions));

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(ItemType);
        foreach (var dimension in Dimensions)
            hash.Add(dimension);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder("Vector<").Append(ItemType);
        if (Dimensions.Length > 1 || IsKnownSize)
        {
            foreach (var dimension in Dimensions)
                text.Append(", ").Append(dimension > 0 ? dimension.ToString() : "*");
        }
        return text.Append('>').ToString();
    }
}
