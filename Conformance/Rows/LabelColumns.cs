using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Conformance.Rows;

/// <summary>Makes the label's column in each form.</summary>
internal static class LabelColumns
{
    /// <summary>The column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="form">How labels are given.</param>
    /// <param name="labels">[rows]: classes from 0, or numbers; NaN for a missing one, which a Boolean cannot be.</param>
    /// <param name="classes">Values that a key can have.</param>
    public static MemoryColumn Create(string name, LabelForm form, double[] labels, int classes) => form switch
    {
        LabelForm.Boolean => new ScalarColumn<bool>(name, BooleanDataViewType.Instance, [.. labels.Select(label => label >= 1)]),
        LabelForm.Number => new ScalarColumn<float>(name, NumberDataViewType.Single, [.. labels.Select(label => (float)label)]),
        LabelForm.Text => new ScalarColumn<ReadOnlyMemory<char>>(
            name, TextDataViewType.Instance,
            [.. labels.Select(label => double.IsNaN(label) ? default : Word((int)label).AsMemory())]),
        _ => new ScalarColumn<uint>(
            name, new KeyDataViewType(typeof(uint), classes),
            [.. labels.Select(label => double.IsNaN(label) ? 0u : (uint)label + 1)],
            form == LabelForm.Key ? KeyValues(classes) : null),
    };

    /// <summary>The text that a class stands for.</summary>
    public static string Word(int number) => $"class {(char)('a' + (number % 26))}{(number < 26 ? "" : $"{number / 26}")}";

    /// <summary>The texts of all classes.</summary>
    public static VBuffer<ReadOnlyMemory<char>> Words(int classes) =>
        new(classes, [.. Enumerable.Range(0, classes).Select(c => Word(c).AsMemory())]);

    private static DataViewSchema.Annotations KeyValues(int classes)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            "KeyValues", new VectorDataViewType(TextDataViewType.Instance, classes),
            (ref VBuffer<ReadOnlyMemory<char>> value) => Words(classes).CopyTo(ref value));
        return builder.ToAnnotations();
    }
}
