using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>Trains a network to predict a class: softmax over as many outputs as the label's key has values, cross-entropy.</summary>
public sealed class MulticlassNetworkTrainer : NetworkTrainer<MulticlassNetworkTransformer>
{
    internal MulticlassNetworkTrainer(NetworkOptions options)
        : base(options)
    {
    }

    private protected override NetworkTask Bind(DataViewSchema schema)
    {
        var (column, classes) = LabelColumn.FindKey(schema, Options.LabelColumnName);
        var values = LabelValues.Read(column);
        return new ClassificationTask(Options, classes, binary: false, c => values is null ? $"with key {c + 1}" : $"'{values.Names[c]}'") { LabelValues = values };
    }

    private protected override RowSource Source(DataViewSchema schema, string use)
    {
        var (column, classes) = LabelColumn.FindKey(schema, Options.LabelColumnName);
        return new RowSource(use, Options.FeatureColumnName, column, Reader, Options.ExampleWeightColumnName);

        Func<int, double> Reader(DataViewRowCursor cursor)
        {
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
    }

    private protected override MulticlassNetworkTransformer Wrap(NetworkTask task, Network<float> network, TrainingResult result)
    {
        var values = ((ClassificationTask)task).LabelValues;
        return new MulticlassNetworkTransformer(
            new NetworkModel(NetworkOutput.ClassProbabilities, network, result, Options.Engine) { ClassNames = values?.Names }, Options.FeatureColumnName, values);
    }

    private protected override SchemaShape.Column[] OutputShape(SchemaShape input)
    {
        var label = LabelColumn.CheckKey(input, Options.LabelColumnName);
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
