using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>Writes schemas with their annotations as sorted text, so that those of two components can be compared.</summary>
internal static class SchemaText
{
    public static string Of(DataViewSchema schema, params string[] columns)
    {
        var text = new StringBuilder();
        foreach (var name in columns)
        {
            var column = schema[name];
            text.AppendLine($"{name}: {column.Type}");
            foreach (var annotation in column.Annotations.Schema.OrderBy(a => a.Name, StringComparer.Ordinal))
                text.AppendLine($"  {annotation.Name}: {annotation.Type} = {Value(column.Annotations, annotation)}");
        }

        return text.ToString();
    }

    public static string Of(SchemaShape shape, params string[] columns)
    {
        var text = new StringBuilder();
        foreach (var name in columns)
        {
            var column = shape.Single(c => c.Name == name);
            text.AppendLine($"{name}: {column.Kind} {column.ItemType} key={column.IsKey}");
            foreach (var annotation in column.Annotations.OrderBy(a => a.Name, StringComparer.Ordinal))
                text.AppendLine($"  {annotation.Name}: {annotation.Kind} {annotation.ItemType} key={annotation.IsKey}");
        }

        return text.ToString();
    }

    private static string Value(DataViewSchema.Annotations annotations, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { ItemType: TextDataViewType } => Slots<ReadOnlyMemory<char>>(annotations, column),
        VectorDataViewType { ItemType.RawType: var raw } when raw == typeof(int) => Slots<int>(annotations, column),
        VectorDataViewType { ItemType.RawType: var raw } when raw == typeof(float) => Slots<float>(annotations, column),
        TextDataViewType => Scalar<ReadOnlyMemory<char>>(annotations, column),
        KeyDataViewType => Scalar<uint>(annotations, column),
        BooleanDataViewType => Scalar<bool>(annotations, column),
        _ => throw new NotSupportedException($"{column.Name}: {column.Type}"),
    };

    private static string Scalar<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        T value = default!;
        annotations.GetGetter<T>(column)(ref value);
        return $"{value}";
    }

    private static string Slots<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        annotations.GetGetter<VBuffer<T>>(column)(ref values);
        return string.Join(", ", values.DenseValues());
    }
}
