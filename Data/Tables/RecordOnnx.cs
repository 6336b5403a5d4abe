using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Data.Tables;

/// <summary>
/// How the columns of a file become <c>Features</c>, as ONNX operators. ONNX reads no numbers and dates out of texts: a number comes as a
/// number, a date as seconds since 1970; NaN stands for a missing one, the empty text for a missing category.
/// </summary>
public static class RecordOnnx
{
    /// <summary>The columns as the ONNX file takes them, in the order of their features.</summary>
    public static DataViewSchema OnnxSchema(this RecordEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        var builder = new DataViewSchema.Builder();
        foreach (var column in encoding.Columns)
            builder.AddColumn(column.Column, TypeOf(column));
        return builder.ToSchema();
    }

    /// <summary>What the values of a column's input are, in words.</summary>
    public static string OnnxMeaning(this FeatureEncoding column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Type switch
        {
            CsvColumnType.Category => $"a text, {Listed(column.Categories)}; the empty text where it is missing",
            CsvColumnType.Boolean => "1 for true, 0 for false; NaN where it is missing",
            CsvColumnType.Date when column.Dates!.Format == Fields.DateFormat.TimeOfDay =>
                "a time of day as seconds since midnight; NaN where it is missing",
            CsvColumnType.Date => "a date as seconds since 1970-01-01 00:00; NaN where it is missing",
            _ => "a number; NaN where it is missing",
        };
    }

    /// <summary>Adds the encoding to a graph.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="valueOf">Gives the value [batch, 1] of a column, of the type of <see cref="OnnxSchema"/>.</param>
    /// <returns>[batch, features] of float.</returns>
    public static OnnxValue ToOnnx(this RecordEncoding encoding, OnnxGraph graph, Func<string, OnnxValue> valueOf)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(valueOf);
        return graph.Concat(1, [.. encoding.Columns.Where(column => column.FeatureCount > 0).Select(column =>
            ToOnnx(column, encoding.MissingMarkers, graph, graph.Reshape(valueOf(column.Column), -1, 1)))]);
    }

    private static DataViewType TypeOf(FeatureEncoding column) => column.Type switch
    {
        CsvColumnType.Category => TextDataViewType.Instance,
        CsvColumnType.Date => NumberDataViewType.Double,
        _ => HasScale(column) ? NumberDataViewType.Double : NumberDataViewType.Single,
    };

    private static bool HasScale(FeatureEncoding column) => column.Offset != 0 || column.Scaling != 0;

    private static string Listed(IReadOnlyList<string> categories)
    {
        const int Most = 8;
        var shown = string.Join(", ", categories.Take(Most));
        return $"one of {shown}{(categories.Count > Most ? $" and {categories.Count - Most} more" : "")}";
    }

    private static OnnxValue ToOnnx(FeatureEncoding column, IReadOnlyList<string> markers, OnnxGraph graph, OnnxValue value)
    {
        if (column.Type == CsvColumnType.Category)
            return Category(column, markers, graph, value);
        var isMissing = graph.Apply("IsNaN", value);
        var features = column.Type == CsvColumnType.Date ? DateOnnx.Add(graph, column.Dates!, value, isMissing)
            : graph.Where(isMissing, graph.Number(column.Replacement), Number(column, graph, value));
        return column.HasIndicator ? graph.Concat(1, features, graph.Cast(isMissing, OnnxType.Single)) : features;
    }

    private static OnnxValue Number(FeatureEncoding column, OnnxGraph graph, OnnxValue value)
    {
        if (!HasScale(column))
            return value;
        var moved = graph.Subtract(value, graph.Number(column.Offset));
        return graph.Cast(graph.Multiply(moved, graph.Number(column.Scaling + 1)), OnnxType.Single);
    }

    /// <summary>A table with a row of features for each category, one for other texts and one for missing ones.</summary>
    private static OnnxValue Category(FeatureEncoding column, IReadOnlyList<string> markers, OnnxGraph graph, OnnxValue value)
    {
        var (count, width) = (column.Categories.Count, column.FeatureCount);
        var rows = new float[(count + 2) * width];
        for (var category = 0; category < count; category++)
            rows[category * width + category] = 1;
        if (column.HasIndicator)
            rows[^1] = 1;
        string[] missing = [.. markers.Prepend("").SelectMany(Cases).Distinct().Where(marker => !column.Categories.Contains(marker))];
        var place = graph.MachineLearningNode(
            "LabelEncoder", value,
            OnnxSetting.Of("keys_strings", [.. column.Categories, .. missing]),
            OnnxSetting.Of(
                "values_int64s", [.. Enumerable.Range(0, count).Select(i => (long)i), .. missing.Select(_ => count + 1L)]),
            OnnxSetting.Of("default_int64", count));
        return graph.Gather(graph.Constant(rows, count + 2, width), graph.Reshape(place, -1), 0);
    }

    /// <summary>The ways in which a marker is mostly written; ONNX compares texts letter by letter.</summary>
    private static string[] Cases(string marker) => marker.Length == 0
        ? [marker]
        : [
            marker, marker.ToLowerInvariant(), marker.ToUpperInvariant(),
            char.ToUpperInvariant(marker[0]) + marker[1..].ToLowerInvariant(),
        ];
}
