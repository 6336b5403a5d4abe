using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>A label that is true or false; read as 1 or 0.</summary>
internal sealed class TruthLabel(string columnName) : TaskLabel(columnName)
{
    public override DataViewSchema.Column Find(DataViewSchema schema) => LabelColumn.FindBoolean(schema, ColumnName);

    public override Func<int, double> Reader(DataViewRowCursor cursor, DataViewSchema.Column column, string use)
    {
        var getter = cursor.GetGetter<bool>(column);
        var label = false;
        return _ =>
        {
            getter(ref label);
            return label ? 1 : 0;
        };
    }

    public override SchemaShape.Column[] OutputShape(SchemaShape input)
    {
        LabelColumn.CheckBoolean(input, ColumnName);
        return
        [
            ShapeColumns.Scalar(OutputColumnNames.PredictedLabel, BooleanDataViewType.Instance, ScoreAnnotations.Shape()),
            ShapeColumns.Scalar(OutputColumnNames.Score, NumberDataViewType.Single, ScoreAnnotations.Shape()),
            ShapeColumns.Scalar(
                OutputColumnNames.Probability, NumberDataViewType.Single,
                ScoreAnnotations.Shape(ShapeColumns.Scalar(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance))),
        ];
    }
}
