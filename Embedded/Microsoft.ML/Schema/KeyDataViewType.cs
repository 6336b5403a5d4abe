namespace Microsoft.ML.Data;

/// <summary>
/// One of a known number of values. The raw value is an unsigned integer: 0 is missing, 1 the first value, <see cref="Count"/> the last.
/// </summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    /// <summary>A key with <paramref name="count"/> values, held in <paramref name="type"/>: byte, ushort, uint or ulong.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is 0 or more than the type can hold.</exception>
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        if (!IsValidDataType(type))
            throw new ArgumentOutOfRangeException(nameof(type), $"Type is not valid, it must be Byte, UInt16, UInt32, or UInt64, not {type.Name}.");
        if (count == 0 || count > MaxCount(type))
            throw new ArgumentOutOfRangeException(nameof(count), count, $"The number of a key's values must be from 1 to {MaxCount(type)}, what {type.Name} holds.");
        Count = count;
    }

    /// <inheritdoc cref="KeyDataViewType(Type, ulong)"/>
    public KeyDataViewType(Type type, int count)
        : this(type, count > 0 ? (ulong)count : throw new ArgumentOutOfRangeException(nameof(count), count, "The number of a key's values must be at least 1."))
    {
    }

    /// <summary>The number of values, missing not counted.</summary>
    public ulong Count { get; }

    /// <summary>Whether a key can be held in the type: byte, ushort, uint or ulong.</summary>
    public static bool IsValidDataType(Type type) =>
        type == typeof(uint) || type == typeof(ulong) || type == typeof(ushort) || type == typeof(byte);

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) =>
        other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    /// <inheritdoc/>
    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";

    private static ulong MaxCount(Type type) =>
        type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
}
