using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Conformance.Rows;

/// <summary>One column of a <see cref="MemoryDataView"/>.</summary>
internal abstract class MemoryColumn(string name, DataViewType type, DataViewSchema.Annotations? annotations)
{
    public string Name { get; } = name;

    public DataViewType Type { get; } = type;

    public DataViewSchema.Annotations? Annotations { get; } = annotations;

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the column's type.</summary>
    /// <param name="position">The row at hand.</param>
    /// <param name="lends">Whether a vector's own arrays are given out, in place of copies.</param>
    public abstract Delegate Getter(Func<int> position, bool lends);
}

/// <summary>A column of single values.</summary>
internal sealed class ScalarColumn<T>(string name, DataViewType type, T[] values, DataViewSchema.Annotations? annotations = null)
    : MemoryColumn(name, type, annotations)
{
    public override Delegate Getter(Func<int> position, bool lends) => (ValueGetter<T>)((ref T value) => value = values[position()]);
}

/// <summary>A column of vectors.</summary>
internal sealed class VectorColumn<T>(string name, VectorDataViewType type, VBuffer<T>[] values) : MemoryColumn(name, type, null)
{
    public override Delegate Getter(Func<int> position, bool lends) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
    {
        if (lends)
            value = values[position()];
        else
            values[position()].CopyTo(ref value);
    });
}
