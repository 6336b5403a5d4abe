namespace Microsoft.ML.Data;

public sealed partial class DataDebuggerPreview
{
    /// <summary>The values of one column.</summary>
    public sealed class ColumnInfo
    {
        internal ColumnInfo(DataViewSchema.Column column, object[] values)
        {
            Column = column;
            Values = values;
        }

        /// <summary>The column.</summary>
        public DataViewSchema.Column Column { get; }

        /// <summary>The values.</summary>
        public object[] Values { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{Column.Name}: {Column.Type}";
    }
}
