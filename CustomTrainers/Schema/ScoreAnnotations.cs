using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>
/// Annotations of the columns that a prediction adds: which trainer family made them (ScoreColumnKind), which of its columns this is
/// (ScoreValueKind), and which columns belong together (ScoreColumnSetId, one more than any that the input has).
/// </summary>
internal static class ScoreAnnotations
{
    private static readonly KeyDataViewType SetIdType = new(typeof(uint), int.MaxValue);

    /// <summary>The shape (names and types) of the annotations that <see cref="Builder"/> adds, with more of the caller's.</summary>
    public static SchemaShape Shape(params ReadOnlySpan<SchemaShape.Column> more) =>
        new([
            .. more,
            ShapeColumns.Key(AnnotationKinds.ScoreColumnSetId),
            ShapeColumns.Scalar(AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance),
            ShapeColumns.Scalar(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance)]);

    /// <summary>Starts a column's annotations.</summary>
    public static DataViewSchema.Annotations.Builder Builder(uint setId, string columnKind, string valueKind)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance, columnKind.AsMemory());
        builder.AddPrimitiveValue(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance, valueKind.AsMemory());
        builder.AddPrimitiveValue(AnnotationKinds.ScoreColumnSetId, SetIdType, setId);
        return builder;
    }

    /// <summary>One more than the largest ScoreColumnSetId of the schema's columns.</summary>
    public static uint NextSetId(DataViewSchema schema)
    {
        var largest = 0u;
        foreach (var column in schema)
        {
            if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnSetId) is not { Type: KeyDataViewType } id)
                continue;
            var value = 0u;
            column.Annotations.GetGetter<uint>(id)(ref value);
            largest = Math.Max(largest, value);
        }

        return largest + 1;
    }
}

/// <summary>
/// The annotation names and values that ML.NET's own trainers put on their output columns. ML.NET reads them when it evaluates and maps
/// keys back, but keeps the class that holds the names closed.
/// </summary>
internal static class AnnotationKinds
{
    public const string SlotNames = "SlotNames";
    public const string KeyValues = "KeyValues";
    public const string TrainingLabelValues = "TrainingLabelValues";
    public const string ScoreColumnSetId = "ScoreColumnSetId";
    public const string ScoreColumnKind = "ScoreColumnKind";
    public const string ScoreValueKind = "ScoreValueKind";
    public const string IsNormalized = "IsNormalized";

    public const string MulticlassClassification = "MulticlassClassification";
    public const string BinaryClassification = "BinaryClassification";
    public const string Regression = "Regression";
}

/// <summary>
/// The names of the columns that a prediction adds, as ML.NET's own trainers call them; the values of ScoreValueKind are the same.
/// </summary>
internal static class OutputColumnNames
{
    public const string Score = "Score";
    public const string Probability = "Probability";
    public const string PredictedLabel = "PredictedLabel";
}
