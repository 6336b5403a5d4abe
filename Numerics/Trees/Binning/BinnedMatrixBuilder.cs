using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// Bins rows as they come, without keeping them: a byte for each value of a column with at most 256 distinct ones, a float for each of the
/// others until <see cref="Build()"/>.
/// </summary>
public sealed class BinnedMatrixBuilder
{
    private const int BlockRows = 256;

    /// <summary>Columns that one thread takes at a time: a cache line of a row.</summary>
    private const int BlockColumns = 16;

    private readonly BinningOptions _options;
    private readonly int _threads;
    private readonly ColumnEncoder[] _encoders;
    private readonly float[] _block;    // [rows, columns] that wait for being taken apart
    private int _blockRows;
    private bool _isUsedUp;

    /// <param name="columns">The number of features.</param>
    /// <param name="expectedRows">How many rows will come, where that is known: saves memory, limits nothing.</param>
    public BinnedMatrixBuilder(int columns, int expectedRows = 0, BinningOptions? options = null)
    {
        if (columns <= 0)
            throw new ArgumentException("There are no features: at least one column is needed.", nameof(columns));
        ArgumentOutOfRangeException.ThrowIfNegative(expectedRows);
        _options = options ?? new BinningOptions();
        _options.Validate(columns);
        _threads = Pieces.Threads(_options.Threads);
        _encoders = [.. Enumerable.Range(0, columns).Select(column => new ColumnEncoder(column, expectedRows))];
        _block = new float[BlockRows * columns];
    }

    /// <summary>Number of features.</summary>
    public int Columns => _encoders.Length;

    /// <summary>Number of rows added so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds one row [columns]; NaN is a missing value.</summary>
    /// <exception cref="ArgumentException">Another width; an infinite value (told when its block of rows is taken in; the builder is used
    /// up then).</exception>
    /// <exception cref="ObjectDisposedException">The builder is used up.</exception>
    public void AddRow(ReadOnlySpan<float> row)
    {
        ObjectDisposedException.ThrowIf(_isUsedUp, this);
        if (row.Length != Columns)
            throw new ArgumentException($"Row {Rows} has {row.Length} features; the rows before have {Columns}.", nameof(row));
        row.CopyTo(_block.AsSpan(_blockRows * Columns));
        Rows = checked(Rows + 1);
        if (++_blockRows == BlockRows)
            TakeBlock();
    }

    /// <summary>The binned matrix. The builder is used up.</summary>
    /// <exception cref="ArgumentException">No rows; an infinite value or a bad category.</exception>
    /// <exception cref="ObjectDisposedException">The builder is used up.</exception>
    public BinnedMatrix Build() => Build([]);

    /// <summary>The binned matrix with columns of quantities behind those that were added by rows. The builder is used up.</summary>
    /// <param name="more">[columns][rows]; NaN is a missing value.</param>
    /// <exception cref="ArgumentException">No rows; an infinite value or a bad category; a column of another length.</exception>
    /// <exception cref="ObjectDisposedException">The builder is used up.</exception>
    public BinnedMatrix Build(IReadOnlyList<float[]> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        ObjectDisposedException.ThrowIf(_isUsedUp, this);
        if (Rows == 0)
            throw new ArgumentException("There are no training rows: at least one is needed.");
        TakeBlock();
        _isUsedUp = true;
        return Finish([.. _encoders, .. more.Select((values, i) => Encoder(values, Columns + i))], Rows, _options, _threads);
    }

    private ColumnEncoder Encoder(float[] values, int column)
    {
        if (values.Length != Rows)
            throw new ArgumentException($"Column {column} has {values.Length} values for {Rows} rows.");
        var encoder = new ColumnEncoder(column, Rows);
        encoder.Add(values);
        return encoder;
    }

    private void TakeBlock()
    {
        ReadOnlyMemory<float> rows = _block.AsMemory(0, _blockRows * Columns);
        _blockRows = 0;
        // A block that is refused is in some columns and not in others.
        _isUsedUp = true;
        // Without much to do, threads only cost.
        Pieces.For((Columns + BlockColumns - 1) / BlockColumns, Columns >= 8 * BlockColumns ? _threads : 1,
            block => Encode(_encoders, rows, block));
        _isUsedUp = false;
    }

    internal static BinnedMatrix Encode(ReadOnlyMemory<float> features, int rows, int columns, BinningOptions options)
    {
        var threads = Pieces.Threads(options.Threads);
        ColumnEncoder[] encoders = [.. Enumerable.Range(0, columns).Select(column => new ColumnEncoder(column, rows))];
        Pieces.For((columns + BlockColumns - 1) / BlockColumns, threads, block => Encode(encoders, features, block));
        return Finish(encoders, rows, options, threads);
    }

    /// <summary>
    /// Hands a block of columns to its encoders, some rows at a time so that they are still in the cache when they are read again.
    /// </summary>
    private static void Encode(ColumnEncoder[] encoders, ReadOnlyMemory<float> features, int block)
    {
        var columns = encoders.Length;
        var first = block * BlockColumns;
        var width = Math.Min(BlockColumns, columns - first);
        var rows = features.Length / columns;
        Span<float> values = stackalloc float[BlockRows];
        for (var start = 0; start < rows; start += BlockRows)
        {
            var n = Math.Min(BlockRows, rows - start);
            var part = features.Span.Slice(start * columns, n * columns);
            for (var j = 0; j < width; j++)
            {
                for (int i = 0, at = first + j; i < n; i++, at += columns)
                    values[i] = part[at];
                encoders[first + j].Add(values[..n]);
            }
        }
    }

    private static BinnedMatrix Finish(ColumnEncoder[] encoders, int rows, BinningOptions options, int threads)
    {
        var bins = new FeatureBins[encoders.Length];
        var sets = new BinSet[encoders.Length][];
        var categorical = new bool[encoders.Length];
        foreach (var column in options.CategoricalColumns)
            categorical[column] = true;
        Pieces.For(encoders.Length, threads, f =>
        {
            (bins[f], sets[f]) = encoders[f].Finish(categorical[f], options.MaximumBinCount, options.BinSetCount);
            encoders[f] = null!;    // its memory is free for the next
        });
        return new BinnedMatrix(rows, [.. bins], sets, threads);
    }
}
