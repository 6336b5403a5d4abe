using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>
/// The identity of a row: 128 bits. A derived row gets its identity from that of its source through
/// one round of MurmurHash3 (x64, 128 bits) without the finishing mix: unique is enough, it need not look random.
/// </summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    // The constants of MurmurHash3_x64_128 (Austin Appleby, public domain).
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;
    private const ulong N1 = 0x52dce729;
    private const ulong N2 = 0x38495ab5;

    /// <summary>The lower 64 bits.</summary>
    public readonly ulong Low;

    /// <summary>The upper 64 bits.</summary>
    public readonly ulong High;

    /// <summary>An identity of these bits.</summary>
    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{High:x16}{Low:x16}";

    /// <inheritdoc/>
    public int CompareTo(DataViewRowId other)
    {
        var high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    /// <inheritdoc/>
    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewRowId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High);

    /// <summary>The identity of a second row made from this one.</summary>
    public DataViewRowId Fork()
    {
        // The constant goes in after the round, not before it, as in ML.NET, so that the same rows get the same identities.
        var next = Next();
        return new DataViewRowId(next.Low ^ (BitOperations.RotateLeft(C1, 31) * C2), next.High);
    }

    /// <summary>The identity of the next row made from this one.</summary>
    public DataViewRowId Next() => Round(0, 0);

    /// <summary>The identity of a row made of this one and another.</summary>
    public DataViewRowId Combine(DataViewRowId other)
    {
        var forked = other.Fork();
        return Round(BitOperations.RotateLeft(forked.Low * C1, 31) * C2, BitOperations.RotateLeft(forked.High * C2, 33) * C1);
    }

    // One round, with words that are mixed already.
    private DataViewRowId Round(ulong lowWord, ulong highWord)
    {
        var low = ((BitOperations.RotateLeft(Low ^ lowWord, 27) + High) * 5) + N1;
        var high = ((BitOperations.RotateLeft(High ^ highWord, 31) + low) * 5) + N2;
        return new DataViewRowId(low, high);
    }
}
