using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>A column that does not belong to a schema (yet).</summary>
    public struct DetachedColumn
    {
        /// <summary>A column of that name, type and annotations.</summary>
        public DetachedColumn(string name, DataViewType type, Annotations? annotations = null)
        {
            Name = Check.ColumnName(name);
            Type = Check.NotNull(type);
            Annotations = annotations ?? Annotations.Empty;
        }

        /// <summary>The column without its schema.</summary>
        public DetachedColumn(Column column)
        {
            Name = column.Name;
            Type = column.Type;
            Annotations = column.Annotations;
        }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>The type of the values.</summary>
        public DataViewType Type { get; }

        /// <summary>What is known about the column; empty where nothing is.</summary>
        public Annotations Annotations { get; }
    }
}
