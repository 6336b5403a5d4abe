using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    public sealed partial class Annotations
    {
        /// <summary>Collects annotations.</summary>
        public sealed class Builder
        {
            private readonly DataViewSchema.Builder _schema = new();
            private readonly List<Delegate> _getters = [];

            /// <summary>Adds those of the given annotations whose name the selector takes.</summary>
            public void Add(Annotations? annotations, Func<string, bool> selector)
            {
                if (annotations is null)
                    return;
                Check.NotNull(selector);
                foreach (var column in annotations.Schema)
                {
                    if (selector(column.Name))
                        AddCore(column.Name, column.Type, annotations.GetGetterDelegate(column.Index), column.Annotations);
                }
            }

            /// <summary>Adds a value that a getter gives.</summary>
            /// <exception cref="ArgumentException">The raw type of <paramref name="type"/> is not <typeparamref name="TValue"/>.</exception>
            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations? annotations = null) =>
                Add(name, type, (Delegate)getter, annotations);

            /// <summary>Adds a value that a getter gives, a <see cref="ValueGetter{TValue}"/> of the raw type of <paramref name="type"/>.</summary>
            public void Add(string name, DataViewType type, Delegate getter, Annotations? annotations = null)
            {
                Check.ColumnName(name);
                Check.NotNull(type);
                Check.NotNull(getter);
                var expected = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                if (getter.GetType() != expected)
                    throw new ArgumentException($"The annotation '{name}' of type {type} needs a getter of type {expected}, but a {getter.GetType()} came.", nameof(getter));
                AddCore(name, type, getter, annotations);
            }

            /// <summary>Adds a value.</summary>
            /// <exception cref="ArgumentException">The raw type of <paramref name="type"/> is not <typeparamref name="TValue"/>.</exception>
            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations? annotations = null) =>
                Add(name, type, (ref TValue destination) => destination = value, annotations);

            /// <summary>The annotations added so far.</summary>
            public Annotations ToAnnotations() => new(_schema.ToSchema(), [.. _getters]);

            private void AddCore(string name, DataViewType type, Delegate getter, Annotations? annotations)
            {
                _schema.AddColumn(name, type, annotations);
                _getters.Add(getter);
            }
        }
    }
}
