namespace MlPipelines.Numerics.Layers;

/// <summary>
/// The dimensions of one sample, without the batch: <c>[features]</c> or <c>[channels, height, width]</c>; row-major, the last dimension
/// varies fastest.
/// </summary>
public sealed class Shape : IEquatable<Shape>
{
    private readonly int[] _dimensions;

    /// <summary>A shape of the given dimensions, each at least 1.</summary>
    /// <exception cref="ArgumentException">No dimension, a dimension below 1, or more than <see cref="int.MaxValue"/> elements.</exception>
    public Shape(params ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length == 0)
            throw new ArgumentException("A shape needs at least one dimension.", nameof(dimensions));
        var size = 1L;
        foreach (var dimension in dimensions)
        {
            if (dimension < 1)
            {
                throw new ArgumentException($"Each dimension of a shape must be at least 1; found {dimension} in "
                    + $"[{string.Join(", ", dimensions.ToArray())}].", nameof(dimensions));
            }

            size *= dimension;
            if (size > int.MaxValue)
            {
                throw new ArgumentException(
                    $"The shape [{string.Join(", ", dimensions.ToArray())}] has more elements than {int.MaxValue}.", nameof(dimensions));
            }
        }

        _dimensions = dimensions.ToArray();
        Size = (int)size;
    }

    /// <summary>Number of dimensions.</summary>
    public int Rank => _dimensions.Length;

    /// <summary>Number of elements: the product of the dimensions.</summary>
    public int Size { get; }

    /// <summary>The dimensions, outermost first.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>The dimension at a position, 0 being the outermost.</summary>
    public int this[int index] => _dimensions[index];

    /// <summary>The dimensions as ONNX takes them.</summary>
    public long[] ToOnnx() => Array.ConvertAll(_dimensions, dimension => (long)dimension);

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var dimension in _dimensions)
            hash.Add(dimension);
        return hash.ToHashCode();
    }

    /// <summary>As <c>[1, 28, 28]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _dimensions)}]";
}
