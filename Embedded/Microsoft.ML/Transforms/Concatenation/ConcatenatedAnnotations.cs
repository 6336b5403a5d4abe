using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Concatenation;

/// <summary>
/// The annotations of a joined column: normalized when all of its numeric sources are; slot names when a source is a scalar (its name)
/// or has some (its name, a point, the slot's name); categorical ranges where a source has some, moved to its place.
/// </summary>
internal static class ConcatenatedAnnotations
{
    public static DataViewSchema.Annotations Create(DataViewSchema.Column[] sources, VectorDataViewType type)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (type.ItemType is NumberDataViewType && sources.All(source => source.IsNormalized()))
            builder.AddBoolean(AnnotationKinds.IsNormalized, true);
        if (!type.IsKnownSize)
            return builder.ToAnnotations();
        if (sources.Any(source => source.Type is not VectorDataViewType || source.HasSlotNames()))
            builder.AddSlotNames(SlotNames(sources));
        int[] ranges = [.. CategoricalRanges(sources)];
        if (ranges.Length > 0)
        {
            builder.Add(
                AnnotationKinds.CategoricalSlotRanges,
                new VectorDataViewType(NumberDataViewType.Int32, ranges.Length / 2, 2),
                (ref VBuffer<int> destination) => destination = new VBuffer<int>(ranges.Length, (int[])ranges.Clone()));
        }

        return builder.ToAnnotations();
    }

    private static IEnumerable<string> SlotNames(DataViewSchema.Column[] sources)
    {
        foreach (DataViewSchema.Column source in sources)
        {
            if (source.Type is not VectorDataViewType type)
            {
                yield return source.Name;
                continue;
            }

            VBuffer<ReadOnlyMemory<char>> names = default;
            if (source.HasSlotNames())
                source.GetSlotNames(ref names);
            for (int slot = 0; slot < type.Size; slot++)
            {
                ReadOnlyMemory<char> name = names.Length > 0 ? names.GetItemOrDefault(slot) : default;
                yield return name.IsEmpty ? "" : $"{source.Name}.{name}";
            }
        }
    }

    private static IEnumerable<int> CategoricalRanges(DataViewSchema.Column[] sources)
    {
        int offset = 0;
        foreach (DataViewSchema.Column source in sources)
        {
            if (source.AnnotationTypeOrNull(AnnotationKinds.CategoricalSlotRanges) is VectorDataViewType { IsKnownSize: true } type
                && type.ItemType == NumberDataViewType.Int32)
            {
                VBuffer<int> ranges = default;
                source.Annotations.GetValue(AnnotationKinds.CategoricalSlotRanges, ref ranges);
                foreach (int bound in ranges.DenseValues())
                    yield return offset + bound;
            }

            offset += source.Type.ValueCount();
        }
    }
}
