using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MlPipelines.Data;

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
