using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Collects columns and makes a schema of them.</summary>
    public sealed class Builder
    {
        private readonly List<DetachedColumn> _items = [];

        /// <summary>Adds a column; one of the same name added before becomes hidden.</summary>
        public void AddColumn(string name, DataViewType type, Annotations? annotations = null) =>
            _items.Add(new DetachedColumn(name, type, annotations));

        /// <summary>Adds all columns of a schema, or some.</summary>
        public void AddColumns(IEnumerable<Column> source)
        {
            foreach (var column in Check.NotNull(source))
                _items.Add(new DetachedColumn(column));
        }

        /// <summary>Adds columns.</summary>
        public void AddColumns(IEnumerable<DetachedColumn> source) => _items.AddRange(Check.NotNull(source));

        /// <summary>The schema of the columns added so far.</summary>
        public DataViewSchema ToSchema()
        {
            var indexByName = new Dictionary<string, int>(_items.Count);
            for (var i = 0; i < _items.Count; i++)
                indexByName[_items[i].Name] = i;
            var columns = new Column[_items.Count];
            for (var i = 0; i < columns.Length; i++)
                columns[i] = new Column(_items[i].Name, i, indexByName[_items[i].Name] != i, _items[i].Type, _items[i].Annotations);
            return new DataViewSchema(columns, indexByName);
        }
    }
}
