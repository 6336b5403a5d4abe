namespace MlPipelines.Data.Views;

/// <summary>Which rows of the storage a view shows and in which order: a range, or a list of row numbers.</summary>
internal readonly struct RowSelection
{
    private readonly int[]? _rows;
    private readonly int _start;

    private RowSelection(int[]? rows, int start, int count)
    {
        _rows = rows;
        _start = start;
        Count = count;
    }

    public int Count { get; }

    /// <summary>True when the rows are consecutive in the storage.</summary>
    public bool IsRange => _rows is null;

    /// <summary>The storage row of row <paramref name="index"/> of the view.</summary>
    public int this[int index] => _rows is null ? _start + index : _rows[_start + index];

    public static RowSelection Range(int start, int count) => new(null, start, count);

    public RowSelection Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (start > Count - count)
            throw new ArgumentOutOfRangeException(nameof(count), $"Rows {start} to {start + (long)count - 1} of a view of {Count} rows.");
        return new(_rows, _start + start, count);
    }

    public RowSelection Select(ReadOnlySpan<int> rows)
    {
        int[] selected = new int[rows.Length];
        for (int i = 0; i < selected.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(rows), $"Row {rows[i]} of a view of {Count} rows.");
            selected[i] = this[rows[i]];
        }

        return new(selected, 0, selected.Length);
    }
}
