using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Harness;

/// <summary>
/// The rows of another view, in the same order, read by cursors that stop when asked to: a stock trainer, which knows no cancellation
/// token, then stops at its next row and not at its next pass. Counts the passes, the only progress that a stock trainer shows.
/// </summary>
/// <param name="rows">The other view.</param>
/// <param name="cancellation">Stops the cursors.</param>
/// <param name="pass">Told the number of each pass as it begins, from 1; null for nobody.</param>
/// <param name="row">Told the number of each row of a pass as it is reached, from 1; null for nobody.</param>
internal sealed class CancellableView(IDataView rows, CancellationToken cancellation, Action<int>? pass = null, Action<long>? row = null)
    : IDataView
{
    private int _passes;

    /// <inheritdoc/>
    public DataViewSchema Schema => rows.Schema;

    /// <inheritdoc/>
    public bool CanShuffle => rows.CanShuffle;

    /// <inheritdoc/>
    public long? GetRowCount() => rows.GetRowCount();

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        pass?.Invoke(Interlocked.Increment(ref _passes));
        return new Cursor(rows.GetRowCursor(columnsNeeded, rand), row, cancellation);
    }

    /// <summary>One cursor over all rows: parallel reading would let sums depend on the number of threads.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor cursor, Action<long>? row, CancellationToken cancellation) : DataViewRowCursor
    {
        private long _row;

        public override DataViewSchema Schema => cursor.Schema;

        public override long Position => cursor.Position;

        public override long Batch => cursor.Batch;

        public override bool MoveNext()
        {
            cancellation.ThrowIfCancellationRequested();
            if (!cursor.MoveNext())
                return false;
            row?.Invoke(++_row);
            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => cursor.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                cursor.Dispose();
            base.Dispose(disposing);
        }
    }
}
