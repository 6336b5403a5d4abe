using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>
/// The rows of one fold, or those of all others, in their order. Rows of no fold are in neither. Its cursors end when the training is
/// cancelled, which stops trainers that know no token at the next row.
/// </summary>
/// <param name="rows">All rows; they must come in the same order each time.</param>
/// <param name="folds">[rows]: each row's fold, or <see cref="Folds.None"/>.</param>
/// <param name="fold">The fold.</param>
/// <param name="isInside">Whether its rows are wanted, or those of the others.</param>
/// <param name="cancellation">Ends the cursors.</param>
internal sealed class FoldView(IDataView rows, int[] folds, int fold, bool isInside, CancellationToken cancellation) : IDataView
{
    /// <summary>The rows wanted.</summary>
    public int Count { get; } = folds.Count(other => other != Folds.None && (other == fold) == isInside);

    public DataViewSchema Schema => rows.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(rows.GetRowCursor(columnsNeeded), this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private bool IsWanted(int row) => folds[row] != Folds.None && (folds[row] == fold) == isInside;

    private sealed class Cursor(DataViewRowCursor cursor, FoldView view) : DataViewRowCursor
    {
        private int _row = -1;
        private long _position = -1;

        public override DataViewSchema Schema => cursor.Schema;

        public override long Position => _position;

        public override long Batch => cursor.Batch;

        public override bool MoveNext()
        {
            while (true)
            {
                view.Cancellation.ThrowIfCancellationRequested();
                if (!cursor.MoveNext())
                    break;
                if (++_row >= view.RowCount)
                    throw view.OtherRows();
                if (!view.IsWanted(_row))
                    continue;
                _position++;
                return true;
            }

            _position = -1;
            return _row + 1 >= view.RowCount ? false : throw view.OtherRows();
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

    private CancellationToken Cancellation => cancellation;

    private int RowCount => folds.Length;

    private InvalidOperationException OtherRows() => new(
        $"The training data had {folds.Length} rows when they were shared out among the folds, and has another number now. It must give "
        + "the same rows in the same order each time; put Data.Cache behind what is random in it.");
}
