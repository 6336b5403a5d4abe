using System.Security.Cryptography;

namespace MlPipelines.Data;

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
