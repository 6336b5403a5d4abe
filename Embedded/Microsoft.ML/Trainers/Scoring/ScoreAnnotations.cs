using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>The annotations of the columns that a scorer adds, as values and as shapes.</summary>
internal static class ScoreAnnotations
{
    private static readonly KeyDataViewType SetIdType = new(typeof(uint), int.MaxValue);

    /// <summary>One more than the largest set of score columns in the schema.</summary>
    public static uint NextSetId(DataViewSchema schema)
    {
        uint largest = 0;
        foreach (DataViewSchema.Column column in schema)
        {
            if (column.AnnotationTypeOrNull(AnnotationKinds.ScoreColumnSetId) is not KeyDataViewType type || type.RawType != typeof(uint))
                continue;
            uint id = 0;
            column.Annotations.GetValue(AnnotationKinds.ScoreColumnSetId, ref id);
            largest = Math.Max(largest, id);
        }

        return largest + 1;
    }

    public static void AddSetId(this DataViewSchema.Annotations.Builder builder, uint setId) =>
        builder.AddPrimitiveValue(AnnotationKinds.ScoreColumnSetId, SetIdType, setId);

    /// <summary>Kind of task, set and kind of value.</summary>
    public static DataViewSchema.Annotations.Builder ForScore(string task, string value, uint setId)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddText(AnnotationKinds.ScoreColumnKind, task);
        builder.AddSetId(setId);
        builder.AddText(AnnotationKinds.ScoreValueKind, value);
        return builder;
    }

    /// <summary>The annotations that every score column has.</summary>
    public static SchemaShape.Column[] CommonShape() =>
    [
        SchemaShape.CreateColumn(AnnotationKinds.ScoreColumnSetId, SetIdType),
        SchemaShape.CreateColumn(AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance),
        SchemaShape.CreateColumn(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance),
    ];
}
