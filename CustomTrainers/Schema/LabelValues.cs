using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>
/// The values behind a label's keys (its KeyValues annotation), copied when a trainer is fitted, so that predictions can carry the same
/// names without holding on to the training data.
/// </summary>
internal abstract class LabelValues
{
    private const string StateName = "labelValues";

    /// <summary>The annotation's type: a vector of the values' type, one slot a class.</summary>
    public abstract VectorDataViewType Type { get; }

    /// <summary>True where the values are text, and can thus name the slots of a score vector.</summary>
    public bool IsText => Type.ItemType is TextDataViewType;

    /// <summary>The name of each class, in the order of the keys.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Adds the values to a column's annotations under the given name.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder annotations, string name);

    /// <summary>Reads the key values of a label column; null where its keys stand for no values.</summary>
    public static LabelValues? Read(DataViewSchema.Column label) => Read(label.Annotations, AnnotationKinds.KeyValues);

    /// <summary>Reads values from the annotation of that name; null where it is not there or no vector.</summary>
    public static LabelValues? Read(DataViewSchema.Annotations annotations, string name)
    {
        if (annotations.Schema.GetColumnOrNull(name) is not { Type: VectorDataViewType type } column)
            return null;
        return (LabelValues)Copy.MakeGenericMethod(type.ItemType.RawType).Invoke(null, [annotations, column, type])!;
    }

    /// <summary>Writes the values into a component's state; nothing where the keys stand for none.</summary>
    public static void Save(ComponentWriter writer, LabelValues? labels)
    {
        if (labels is not null)
            writer.Set(StateName, labels.ToSaved());
    }

    /// <summary>Reads the values from a component's state; null where the keys stand for none.</summary>
    public static LabelValues? Load(ComponentReader reader) => reader.Find<SavedValues>(StateName) is { } saved ? FromSaved(saved) : null;

    /// <summary>The values as a file holds them.</summary>
    public SavedValues ToSaved()
    {
        var (annotations, column) = AsAnnotation();
        return SavedValues.Of(annotations, column)
            ?? throw new NotSupportedException(
                $"The values of the label are of the type {Type}, which a file of a trained pipeline cannot hold.");
    }

    /// <summary>Values that a file holds.</summary>
    /// <exception cref="FormatException">The values are not of their type, or their type is no vector.</exception>
    public static LabelValues FromSaved(SavedValues saved)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        (saved with { Name = AnnotationKinds.KeyValues }).AddTo(annotations);
        return Read(annotations.ToAnnotations(), AnnotationKinds.KeyValues)
            ?? throw new FormatException($"the label's values are of the type {saved.Type}, where a vector was expected");
    }

    private (DataViewSchema.Annotations Annotations, DataViewSchema.Column Column) AsAnnotation()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        AddTo(builder, AnnotationKinds.KeyValues);
        var annotations = builder.ToAnnotations();
        return (annotations, annotations.Schema[AnnotationKinds.KeyValues]);
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

        public override void AddTo(DataViewSchema.Annotations.Builder annotations, string name) =>
            annotations.Add(name, type, (ref VBuffer<T> destination) => new VBuffer<T>(values.Length, values).CopyTo(ref destination));
    }
}
