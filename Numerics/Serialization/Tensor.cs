using System.Numerics;
using System.Runtime.InteropServices;

namespace MlPipelines.Numerics.Serialization;

/// <summary>A named array of a safetensors file.</summary>
public sealed class Tensor
{
    private readonly byte[] _data;

    internal Tensor(string name, TensorType type, int[] shape, byte[] data)
    {
        Name = name;
        Type = type;
        Shape = shape;
        _data = data;
    }

    /// <summary>The name, unique in its file.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public TensorType Type { get; }

    /// <summary>The dimensions, outermost first; row-major. Empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Length => _data.Length / SizeOf(Type);

    /// <summary>The bytes, little-endian, row-major.</summary>
    public ReadOnlySpan<byte> Bytes => _data;

    /// <summary>The same array under another name.</summary>
    internal Tensor Renamed(string name) => new(name, Type, [.. Shape], _data);

    /// <summary>A tensor of a copy of the values.</summary>
    /// <exception cref="ArgumentException">The shape's product is not the number of values.</exception>
    public static Tensor Create<T>(string name, ReadOnlySpan<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var size = 1L;
        foreach (var dimension in shape)
            size *= dimension;
        if (size != values.Length)
        {
            throw new ArgumentException($"The tensor '{name}' has {values.Length} values, but its shape "
                + $"[{string.Join(", ", shape.ToArray())}] holds {size}.", nameof(values));
        }

        return new Tensor(name, TypeOf<T>(), shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>A tensor of one whole number, without dimensions.</summary>
    public static Tensor Create(string name, long value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Tensor(name, TensorType.Int64, [], MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)).ToArray());
    }

    /// <summary>The whole number of a tensor that holds one.</summary>
    /// <exception cref="InvalidDataException">The tensor is of another element type or length.</exception>
    public long ToInt64() => Type == TensorType.Int64 && Length == 1
        ? MemoryMarshal.Read<long>(_data)
        : throw new InvalidDataException($"The tensor '{Name}' is {Length} of type {Type}, where one {TensorType.Int64} was expected.");

    /// <summary>Copies the values out.</summary>
    /// <exception cref="InvalidDataException">The tensor is of another element type than <typeparamref name="T"/>.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (TypeOf<T>() != Type)
            throw new InvalidDataException($"The tensor '{Name}' is of type {Type}, where {TypeOf<T>()} was expected.");
        if (destination.Length != Length)
        {
            throw new ArgumentException(
                $"The tensor '{Name}' has {Length} values, where {destination.Length} were expected.", nameof(destination));
        }

        _data.CopyTo(MemoryMarshal.AsBytes(destination));
    }

    internal static int SizeOf(TensorType type) => type == TensorType.Float32 ? sizeof(float) : sizeof(double);

    private static TensorType TypeOf<T>() => typeof(T) == typeof(float) ? TensorType.Float32
        : typeof(T) == typeof(double) ? TensorType.Float64
        : throw new NotSupportedException($"Tensors hold float or double, not {typeof(T)}.");
}

/// <summary>The element types of a safetensors file that this project writes and reads.</summary>
public enum TensorType
{
    /// <summary>32-bit IEEE 754, little-endian; <c>F32</c> in the file.</summary>
    Float32,

    /// <summary>64-bit IEEE 754, little-endian; <c>F64</c> in the file.</summary>
    Float64,

    /// <summary>Whole numbers of 64 bits, two's complement, little-endian; <c>I64</c> in the file. PyTorch's counters are such.</summary>
    Int64,
}
