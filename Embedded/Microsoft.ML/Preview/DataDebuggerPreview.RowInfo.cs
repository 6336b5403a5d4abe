namespace Microsoft.ML.Data;

public sealed partial class DataDebuggerPreview
{
    /// <summary>The values of one row.</summary>
    public sealed class RowInfo
    {
        internal RowInfo(int count)
        {
            Values = new KeyValuePair<string, object>[count];
        }

        /// <summary>The names of the columns and the values.</summary>
        public KeyValuePair<string, object>[] Values { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{Values.Length} columns";
    }
}
