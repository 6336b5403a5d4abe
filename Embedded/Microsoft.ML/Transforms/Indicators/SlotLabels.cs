using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Indicators;

/// <summary>Names of the slots that a key column is spread over.</summary>
internal static class SlotLabels
{
    /// <summary>The texts that the keys of a column stand for, or null where they are not text.</summary>
    public static string[]? OfKeys(DataViewSchema.Column input)
    {
        if (!input.HasKeyValues(TextDataViewType.Instance))
            return null;
        VBuffer<ReadOnlyMemory<char>> values = default;
        input.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    /// <summary>For each slot of a vector, its name (or its number in brackets), a point and each of the labels.</summary>
    public static IEnumerable<string> OfVector(DataViewSchema.Column input, int size, string[] labels)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (input.HasSlotNames())
            input.GetSlotNames(ref names);
        for (int slot = 0; slot < size; slot++)
        {
            string name = names.Length > 0 ? names.GetItemOrDefault(slot).ToString() : "";
            string prefix = name.Length > 0 ? name : $"[{slot}]";
            foreach (string label in labels)
                yield return $"{prefix}.{label}";
        }
    }

    public static void AddSlotNames(this DataViewSchema.Annotations.Builder builder, VectorDataViewType type, IEnumerable<string> names)
    {
        ReadOnlyMemory<char>[] values = [.. names.Select(name => name.AsMemory())];
        builder.Add(
            AnnotationKinds.SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, type.Dimensions),
            (ref VBuffer<ReadOnlyMemory<char>> destination) => destination = new VBuffer<ReadOnlyMemory<char>>(values.Length, [.. values]));
    }
}
