using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>A label that is a number.</summary>
internal sealed class NumberLabel(string columnName) : TaskLabel(columnName)
{
    private const string Role = "label";

    public override DataViewSchema.Column Find(DataViewSchema schema) => NumberColumn.Find(schema, ColumnName, Role);

    public override Func<int, double> Reader(DataViewRowCursor cursor, DataViewSchema.Column column, string use)
    {
        var getter = cursor.GetGetter<float>(column);
        float label = 0;
        return row =>
        {
            getter(ref label);
            return float.IsFinite(label)
                ? label
                : throw new InvalidOperationException(
                    $"Row {row} of the {use} data has the label {label} in column '{column.Name}', where a finite number was expected. "
                    + "Use Data.FilterRowsByMissingValues before the trainer.");
        };
    }

    public override SchemaShape.Column[] OutputShape(SchemaShape input)
    {
        NumberColumn.Check(input, ColumnName, Role);
        return [ShapeColumns.Scalar(OutputColumnNames.Score, NumberDataViewType.Single, ScoreAnnotations.Shape())];
    }
}
