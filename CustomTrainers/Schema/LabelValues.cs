using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>
/// The values behind a label's keys (its KeyValues annotation), copied when a trainer is fitted, so that predictions
/// can carry the same names without holding on to the training data.
/// </summary>
internal abstract class LabelValues
{
    /// <summary>The annotation's type: a vector of the values' type, one slot a class.</summary>
    public abstract VectorDataViewType Type { get; }

    /// <summary>True where the values are text, and can thus name the slots of a score vector.</summary>
    public bool IsText => Type.ItemType is TextDataViewType;

    /// <summary>The name of each class, in the order of the keys.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Adds the values to a column's annotations under the given name.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder annotations, string name);

    /// <summary>Reads the key values of a label column; null where its keys stand for no values.</summary>
    public static LabelValues? Read(DataViewSchema.Column label)
    {
        if (label.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues) is not { Type: VectorDataViewType type } column)
            return null;
        return (LabelValues)Copy.MakeGenericMethod(type.ItemType.RawType).Invoke(null, [label.Annotations, column, type])!;
    }

    private static readonly MethodInfo Copy = typeof(LabelValues).GetMethod(nameof(CopyOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Of<T> CopyOf<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column, VectorDataViewType type)
    {
        VBuffer<T> values = default;
        annotations.GetGetter<VBuffer<T>>(column)(ref values);
        return new Of<T>(type, [.. values.DenseValues()]);
    }

    private sealed class Of<T>(VectorDataViewType type, T[] values) : LabelValues
    {
        public override VectorDataViewType Type => type;

        public override IReadOnlyList<string> Names { get; } = [.. values.Select(v => FormattableString.Invariant($"{v}"))];

        public override void AddTo(DataViewSchema.Annotations.Builder annotations, string name)
            => annotations.Add(name, type, (ref VBuffer<T> destination) => new VBuffer<T>(values.Length, values).CopyTo(ref destination));
    }
}
