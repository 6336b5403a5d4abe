using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Data.Views;

/// <summary>The schema of a <see cref="MatrixDataView"/>: column 0 is <c>Features</c>, column 1 is <c>Label</c>.</summary>
internal static class MatrixSchema
{
    public const string Features = "Features";
    public const string Label = "Label";
    public const int FeaturesIndex = 0;
    public const int LabelIndex = 1;

    public static DataViewSchema Build(int featureCount, DataViewType labelType, IReadOnlyList<string>? featureNames)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, featureCount), SlotNames(featureNames));
        builder.AddColumn(Label, labelType);
        return builder.ToSchema();
    }

    private static DataViewSchema.Annotations? SlotNames(IReadOnlyList<string>? names)
    {
        if (names is null)
            return null;
        ReadOnlyMemory<char>[] slots = [.. names.Select(name => name.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, slots.Length);
            slots.CopyTo(editor.Values);
            value = editor.Commit();
        };
        builder.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, slots.Length), getter);
        return builder.ToAnnotations();
    }
}
