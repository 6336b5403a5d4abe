using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>A label that is one of several classes: a key.</summary>
internal sealed class ClassLabel(string columnName) : TaskLabel(columnName)
{
    public override DataViewSchema.Column Find(DataViewSchema schema) => LabelColumn.FindKey(schema, ColumnName).Column;

    public override Func<int, double> Reader(DataViewRowCursor cursor, DataViewSchema.Column column, string use)
    {
        var classes = ((KeyDataViewType)column.Type).Count;
        var getter = cursor.GetGetter<uint>(column);
        uint key = 0;
        return row =>
        {
            getter(ref key);
            if (key == 0 || key > classes)
                throw new InvalidOperationException(
                    $"Row {row} of the {use} data has {(key == 0 ? "a missing label" : $"the label key {key}")} in column '{column.Name}', "
                    + $"where keys 1 to {classes} were expected. Drop such rows, or fit MapValueToKey on data that has every class.");
            return key - 1;
        };
    }

    public override SchemaShape.Column[] OutputShape(SchemaShape input)
    {
        var label = LabelColumn.CheckKey(input, ColumnName);
        return
        [
            ShapeColumns.Key(OutputColumnNames.PredictedLabel, PredictedLabelAnnotations(label)),
            ShapeColumns.Vector(OutputColumnNames.Score, NumberDataViewType.Single, ScoreAnnotationsOf(label)),
        ];
    }

    private static SchemaShape PredictedLabelAnnotations(SchemaShape.Column label)
        => ShapeColumns.Find(label.Annotations, AnnotationKinds.KeyValues) is { } values
            ? ScoreAnnotations.Shape(ShapeColumns.Vector(AnnotationKinds.KeyValues, values.ItemType))
            : ScoreAnnotations.Shape();

    private static SchemaShape ScoreAnnotationsOf(SchemaShape.Column label)
    {
        if (ShapeColumns.Find(label.Annotations, AnnotationKinds.KeyValues) is not { } values) return ScoreAnnotations.Shape();
        var training = ShapeColumns.Vector(AnnotationKinds.TrainingLabelValues, values.ItemType);
        return values.ItemType is TextDataViewType
            ? ScoreAnnotations.Shape(ShapeColumns.Vector(AnnotationKinds.SlotNames, values.ItemType), training)
            : ScoreAnnotations.Shape(training);
    }
}
