namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Named values that describe a column: slot names, key values, and so on. Themselves like a row.</summary>
    public sealed partial class Annotations
    {
        private readonly Delegate[] _getters;

        private Annotations(DataViewSchema schema, Delegate[] getters)
        {
            Schema = schema;
            _getters = getters;
        }

        /// <summary>No annotations.</summary>
        public static Annotations Empty { get; } = new(new DataViewSchema([], []), []);

        /// <summary>The names and types of the values.</summary>
        public DataViewSchema Schema { get; }

        /// <summary>A getter for one of the values.</summary>
        /// <param name="column">A column of <see cref="Schema"/>.</param>
        /// <exception cref="InvalidOperationException"><typeparamref name="TValue"/> is not the type of the value.</exception>
        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            if (column.Index >= _getters.Length)
                throw new ArgumentException($"Column '{column.Name}' is not one of these annotations: {Errors.List(Schema)}.", nameof(column));
            return _getters[column.Index] as ValueGetter<TValue>
                ?? throw Errors.GetterType<TValue>(Schema[column.Index]);
        }

        /// <summary>Reads the value of that name.</summary>
        /// <exception cref="InvalidOperationException">There is none, or it is not a <typeparamref name="TValue"/>.</exception>
        public void GetValue<TValue>(string kind, ref TValue value)
        {
            var column = Schema.GetColumnOrNull(kind)
                ?? throw new InvalidOperationException($"There is no annotation '{kind}'. The annotations are: {Errors.List(Schema)}.");
            GetGetter<TValue>(column)(ref value);
        }

        /// <inheritdoc/>
        public override string ToString() => string.Join(", ", Schema.Select(column => column.Name));

        internal Delegate GetGetterDelegate(int index) => _getters[index];
    }
}
