using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Conformance.Outputs;

/// <summary>Schemas as text, so that two can be compared and a difference can be shown.</summary>
internal static class SchemaTexts
{
    /// <summary>A line for each column that is not hidden: name, type, annotations and their values.</summary>
    public static IReadOnlyList<string> Lines(DataViewSchema schema) =>
        [.. schema.Where(column => !column.IsHidden).Select(column => $"{column.Name}: {column.Type} {{{Annotations(column)}}}")];

    /// <summary>The first line in which two schemas differ; null where they do not.</summary>
    public static string? FirstDifference(DataViewSchema expected, DataViewSchema found)
    {
        var (a, b) = (Lines(expected), Lines(found));
        for (var i = 0; i < Math.Max(a.Count, b.Count); i++)
        {
            var (left, right) = (i < a.Count ? a[i] : "no column", i < b.Count ? b[i] : "no column");
            if (left != right)
                return $"the schema has '{right}' where '{left}' was expected";
        }

        return null;
    }

    private static string Annotations(DataViewSchema.Column column) => string.Join(
        ", ", column.Annotations.Schema.OrderBy(kind => kind.Name, StringComparer.Ordinal)
            .Select(kind => $"{kind.Name}: {kind.Type} = {Value(column.Annotations, kind)}"));

    private static string Value(DataViewSchema.Annotations annotations, DataViewSchema.Column kind) => kind.Type switch
    {
        TextDataViewType => Single<ReadOnlyMemory<char>>(annotations, kind),
        BooleanDataViewType => Single<bool>(annotations, kind),
        KeyDataViewType { RawType: var raw } when raw == typeof(uint) => Single<uint>(annotations, kind),
        NumberDataViewType { RawType: var raw } when raw == typeof(uint) => Single<uint>(annotations, kind),
        NumberDataViewType { RawType: var raw } when raw == typeof(float) => Single<float>(annotations, kind),
        VectorDataViewType { ItemType: TextDataViewType } => Several<ReadOnlyMemory<char>>(annotations, kind),
        VectorDataViewType { ItemType: BooleanDataViewType } => Several<bool>(annotations, kind),
        VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw } } when raw == typeof(float) =>
            Several<float>(annotations, kind),
        VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw } } when raw == typeof(int) => Several<int>(annotations, kind),
        _ => "?",
    };

    private static string Single<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column kind)
    {
        var value = default(T)!;
        annotations.GetValue(kind.Name, ref value);
        return $"{value}";
    }

    private static string Several<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column kind)
    {
        var value = default(VBuffer<T>);
        annotations.GetValue(kind.Name, ref value);
        return string.Join("|", value.DenseValues());
    }
}
