using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>A task as its label's column tells it: how the column is checked and read, and which columns a prediction adds.</summary>
/// <param name="columnName">The label's column.</param>
internal abstract class TaskLabel(string columnName)
{
    /// <summary>The label's column.</summary>
    protected string ColumnName { get; } = columnName;

    /// <summary>Finds and checks the column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public abstract DataViewSchema.Column Find(DataViewSchema schema);

    /// <summary>The classes of the label; null where it is a number. Checks the column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public abstract LabelClasses? FindClasses(DataViewSchema schema);

    /// <summary>
    /// Makes, for a cursor, the reader of its row's label: a class from 0, or a target; told the row's number for its errors.
    /// </summary>
    /// <param name="cursor">The cursor, with <paramref name="column"/> active.</param>
    /// <param name="column">The column that <see cref="Find"/> found.</param>
    /// <param name="use">What the rows are for, as an error calls them.</param>
    public abstract Func<int, double> Reader(DataViewRowCursor cursor, DataViewSchema.Column column, string use);

    /// <summary>The columns that a prediction adds; checks the label's column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public abstract SchemaShape.Column[] OutputShape(SchemaShape input);
}

/// <summary>A label that is one of several classes: a key.</summary>
internal sealed class ClassLabel(string columnName) : TaskLabel(columnName)
{
    public override DataViewSchema.Column Find(DataViewSchema schema) => LabelColumn.FindKey(schema, ColumnName).Column;

    public override LabelClasses FindClasses(DataViewSchema schema)
    {
        var (column, count) = LabelColumn.FindKey(schema, ColumnName);
        return new LabelClasses(count, LabelValues.Read(column));
    }

    public override Func<int, double> Reader(DataViewRowCursor cursor, DataViewSchema.Column column, string use)
    {
        var classes = ((KeyDataViewType)column.Type).Count;
        var getter = cursor.GetGetter<uint>(column);
        var key = 0u;
        return row =>
        {
            getter(ref key);
            if (key == 0 || key > classes)
            {
                throw new InvalidOperationException(
                    $"Row {row} of the {use} data has {(key == 0 ? "a missing label" : $"the label key {key}")} in column '{column.Name}', "
                    + $"where keys 1 to {classes} were expected. Drop such rows, or fit MapValueToKey on data that has every class.");
            }

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

    private static SchemaShape PredictedLabelAnnotations(SchemaShape.Column label) =>
        ShapeColumns.Find(label.Annotations, AnnotationKinds.KeyValues) is { } values
            ? ScoreAnnotations.Shape(ShapeColumns.Vector(AnnotationKinds.KeyValues, values.ItemType))
            : ScoreAnnotations.Shape();

    private static SchemaShape ScoreAnnotationsOf(SchemaShape.Column label)
    {
        if (ShapeColumns.Find(label.Annotations, AnnotationKinds.KeyValues) is not { } values)
            return ScoreAnnotations.Shape();
        var training = ShapeColumns.Vector(AnnotationKinds.TrainingLabelValues, values.ItemType);
        return values.ItemType is TextDataViewType
            ? ScoreAnnotations.Shape(ShapeColumns.Vector(AnnotationKinds.SlotNames, values.ItemType), training)
            : ScoreAnnotations.Shape(training);
    }
}

/// <summary>A label that is true or false; read as 1 or 0.</summary>
internal sealed class TruthLabel(string columnName) : TaskLabel(columnName)
{
    public override DataViewSchema.Column Find(DataViewSchema schema) => LabelColumn.FindBoolean(schema, ColumnName);

    public override LabelClasses FindClasses(DataViewSchema schema)
    {
        Find(schema);
        return LabelClasses.FalseAndTrue;
    }

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

/// <summary>A label that is a number.</summary>
internal sealed class NumberLabel(string columnName) : TaskLabel(columnName)
{
    private const string Role = "label";

    public override DataViewSchema.Column Find(DataViewSchema schema) => NumberColumn.Find(schema, ColumnName, Role);

    public override LabelClasses? FindClasses(DataViewSchema schema)
    {
        Find(schema);
        return null;
    }

    public override Func<int, double> Reader(DataViewRowCursor cursor, DataViewSchema.Column column, string use)
    {
        var getter = cursor.GetGetter<float>(column);
        var label = 0f;
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

/// <summary>The classes that a label tells apart.</summary>
/// <param name="Count">Number of classes, at least 2.</param>
/// <param name="Values">The values behind the label's keys; null where they stand for none.</param>
internal sealed record LabelClasses(int Count, LabelValues? Values)
{
    /// <summary>Those of a Boolean label.</summary>
    public static LabelClasses FalseAndTrue { get; } = new(2, null);

    /// <summary>What errors list the classes as.</summary>
    public string List() => Values is null ? $"{Count} classes without names" : KeyOrder.List(Values.Names);

    /// <summary>What errors call a class.</summary>
    public string Words(int index)
    {
        if (ReferenceEquals(this, FalseAndTrue))
            return index == 1 ? "true" : "false";
        return Values is null ? $"with key {index + 1}" : $"'{Values.Names[index]}'";
    }

    /// <summary>What messages call each class.</summary>
    public string[] AllWords() => [.. Enumerable.Range(0, Count).Select(Words)];
}
