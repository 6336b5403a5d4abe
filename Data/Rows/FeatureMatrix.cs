using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MlPipelines.Data.Rows;

/// <summary>Dense features in memory, [rows, columns], row-major; stored compactly and read as Single.</summary>
public abstract class FeatureMatrix
{
    private protected FeatureMatrix(int length, int columns, string parameterName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (length % columns != 0)
            throw new ArgumentException($"{length} values do not fill rows of {columns} columns.", parameterName);
        Columns = columns;
        Rows = length / columns;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of values in a row.</summary>
    public int Columns { get; }

    /// <summary>Copies row <paramref name="row"/> to <paramref name="destination"/>, whose length is <see cref="Columns"/>.</summary>
    public abstract void CopyRow(int row, Span<float> destination);

    /// <summary>Adds the stored bytes of <paramref name="count"/> rows from <paramref name="start"/> to a hash.</summary>
    internal abstract void AppendRows(IncrementalHash hash, int start, int count);
}

/// <summary>Features stored as Single, [rows, columns], row-major.</summary>
public sealed class SingleMatrix : FeatureMatrix
{
    private readonly float[] _values;

    /// <summary>Wraps <paramref name="values"/> without copying; they must not change afterwards.</summary>
    /// <param name="values">The values, row after row.</param>
    /// <param name="columns">Number of values in a row.</param>
    public SingleMatrix(float[] values, int columns)
        : base((values ?? throw new ArgumentNullException(nameof(values))).Length, columns, nameof(values)) => _values = values;

    /// <summary>The values of row <paramref name="row"/>, in place.</summary>
    public ReadOnlySpan<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return _values.AsSpan(row * Columns, Columns);
    }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination) => Row(row).CopyTo(destination);

    internal override void AppendRows(IncrementalHash hash, int start, int count) =>
        hash.AppendData(MemoryMarshal.AsBytes(_values.AsSpan(start * Columns, count * Columns)));
}

/// <summary>Features that are whole numbers from 0 to 255, such as pixels, stored as one byte each; [rows, columns], row-major.</summary>
public sealed class ByteMatrix : FeatureMatrix
{
    private readonly byte[] _values;

    /// <summary>Wraps <paramref name="values"/> without copying; they must not change afterwards.</summary>
    /// <param name="values">The values, row after row.</param>
    /// <param name="columns">Number of values in a row.</param>
    public ByteMatrix(byte[] values, int columns)
        : base((values ?? throw new ArgumentNullException(nameof(values))).Length, columns, nameof(values)) => _values = values;

    /// <summary>The values of row <paramref name="row"/>, in place.</summary>
    public ReadOnlySpan<byte> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return _values.AsSpan(row * Columns, Columns);
    }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        var source = Row(row);
        destination = destination[..source.Length];
        var i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out var low, out var high);
            Store(low, destination[i..]);
            Store(high, destination[(i + Vector<ushort>.Count)..]);
        }

        for (; i < source.Length; i++)
            destination[i] = source[i];
    }

    internal override void AppendRows(IncrementalHash hash, int start, int count) =>
        hash.AppendData(_values.AsSpan(start * Columns, count * Columns));

    private static void Store(Vector<ushort> values, Span<float> destination)
    {
        // Through int: the values are below 2^16, and signed conversion is one instruction everywhere.
        Vector.Widen(values, out var low, out var high);
        Vector.ConvertToSingle(Vector.AsVectorInt32(low)).CopyTo(destination);
        Vector.ConvertToSingle(Vector.AsVectorInt32(high)).CopyTo(destination[Vector<float>.Count..]);
    }
}
