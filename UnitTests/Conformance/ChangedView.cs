using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>Rows whose values of one column are changed as they are read.</summary>
/// <param name="source">The rows.</param>
/// <param name="name">The column, of type <typeparamref name="T"/>.</param>
/// <param name="change">Makes a value of the value and the row's place.</param>
internal sealed class ChangedView<T>(IDataView source, string name, Func<T, long, T> change) : IDataView
{
    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded), name, change);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor source, string name, Func<T, long, T> change) : DataViewRowCursor
    {
        public override DataViewSchema Schema => source.Schema;

        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override bool MoveNext() => source.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            column.Name == name && !column.IsHidden
                ? (ValueGetter<TValue>)(Delegate)ChangedGetter.Of(source, column, change)
                : source.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>A getter whose values are changed.</summary>
internal static class ChangedGetter
{
    public static ValueGetter<T> Of<T>(DataViewRow source, DataViewSchema.Column column, Func<T, long, T> change)
    {
        var getter = source.GetGetter<T>(column);
        return (ref T value) =>
        {
            getter(ref value);
            value = change(value, source.Position);
        };
    }
}

/// <summary>A mapping of single rows whose values of one column are changed as they are read.</summary>
internal sealed class ChangedMapper<T>(IRowToRowMapper source, string name, Func<T, long, T> change) : IRowToRowMapper
{
    public DataViewSchema InputSchema => source.InputSchema;

    public DataViewSchema OutputSchema => source.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        source.GetDependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(source.GetRow(input, activeColumns), name, change);

    private sealed class Row(DataViewRow source, string name, Func<T, long, T> change) : DataViewRow
    {
        public override DataViewSchema Schema => source.Schema;

        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            column.Name == name
                ? (ValueGetter<TValue>)(Delegate)ChangedGetter.Of(source, column, change)
                : source.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
