using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Rows whose predictions are computed some rows ahead, in batches: a large network then reads its weights once a batch and not once a row.
/// The rows are the same; the model looks its outputs up by the features. They may differ in the last digits from those of a row by itself.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="model">Who predicts them next.</param>
/// <param name="featureColumnName">The column of features.</param>
internal sealed class RowsAhead(IDataView rows, NetworkModel model, string featureColumnName) : IDataView
{
    private const int Batch = 32;

    /// <inheritdoc/>
    public DataViewSchema Schema => rows.Schema;

    /// <inheritdoc/>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public long? GetRowCount() => rows.GetRowCount();

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return columns.Any(column => column.Name == featureColumnName)
            ? new Cursor(rows.GetRowCursor(columns), this)
            : rows.GetRowCursor(columns);
    }

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    /// <summary>Goes through the rows, and a second cursor through their features a batch ahead.</summary>
    private sealed class Cursor : DataViewRowCursor
    {
        private readonly DataViewRowCursor _rows;
        private readonly DataViewRowCursor _ahead;
        private readonly ValueGetter<VBuffer<float>> _getFeatures;
        private readonly NetworkModel _model;
        private VBuffer<float> _row;

        public Cursor(DataViewRowCursor rows, RowsAhead view)
        {
            _rows = rows;
            _model = view.Model;
            var column = FeatureColumn.Find(view.Schema, view.FeatureColumnName, _model.FeatureCount);
            _ahead = view.Rows.GetRowCursor([column]);
            _getFeatures = _ahead.GetGetter<VBuffer<float>>(column);
        }

        public override DataViewSchema Schema => _rows.Schema;

        public override long Position => _rows.Position;

        public override long Batch => _rows.Batch;

        public override bool MoveNext()
        {
            if (!_rows.MoveNext())
                return false;
            if (_rows.Position % RowsAhead.Batch == 0)
                Predict();
            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _rows.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _rows.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => _rows.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _rows.Dispose();
                _ahead.Dispose();
            }

            base.Dispose(disposing);
        }

        private void Predict()
        {
            var width = _model.FeatureCount;
            var features = new float[RowsAhead.Batch * width];
            var count = 0;
            while (count < RowsAhead.Batch && _ahead.MoveNext())
            {
                _getFeatures(ref _row);
                _row.CopyTo(features.AsSpan(count * width, width));
                count++;
            }

            _model.PredictAhead(features, count);
        }
    }

    private IDataView Rows => rows;

    private NetworkModel Model => model;

    private string FeatureColumnName => featureColumnName;
}

/// <summary>Outputs of a network for a batch of rows that are asked for next.</summary>
/// <param name="features">[rows, features].</param>
/// <param name="outputs">[rows, outputs].</param>
/// <param name="count">Rows.</param>
internal sealed class PredictedRows(float[] features, float[] outputs, int count)
{
    private int _next;

    /// <summary>Finds the outputs of a row: mostly the one after that of the last call.</summary>
    public bool TryFind(ReadOnlySpan<float> row, Span<float> scores)
    {
        var next = _next;
        for (var i = 0; i < count; i++)
        {
            var at = (next + i) % count;
            if (!row.SequenceEqual(features.AsSpan(at * row.Length, row.Length)))
                continue;
            outputs.AsSpan(at * scores.Length, scores.Length).CopyTo(scores);
            _next = (at + 1) % count;
            return true;
        }

        return false;
    }
}
