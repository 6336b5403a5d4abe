using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Trainers;

/// <summary>The shapes of the columns that trained models add, task by task.</summary>
internal static class TrainerOutput
{
    public static SchemaShape.Column[] Regression() =>
        [SchemaShape.CreateColumn(DefaultColumnNames.Score, NumberDataViewType.Single, new SchemaShape(ScoreAnnotations.CommonShape()))];

    public static SchemaShape.Column[] Binary(bool calibrated)
    {
        SchemaShape.Column[] common = ScoreAnnotations.CommonShape();
        SchemaShape.Column normalized = SchemaShape.CreateColumn(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance);
        SchemaShape.Column score = SchemaShape.CreateColumn(DefaultColumnNames.Score, NumberDataViewType.Single, new SchemaShape(common));
        SchemaShape.Column probability =
            SchemaShape.CreateColumn(DefaultColumnNames.Probability, NumberDataViewType.Single, new SchemaShape([.. common, normalized]));
        SchemaShape.Column predicted = SchemaShape.CreateColumn(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance, new SchemaShape(common));
        return calibrated ? [score, probability, predicted] : [score, predicted];
    }

    /// <param name="label">The label column of the input, whose key values the output has too.</param>
    public static SchemaShape.Column[] Multiclass(SchemaShape.Column label)
    {
        SchemaShape.Column[] common = ScoreAnnotations.CommonShape();
        var score = new List<SchemaShape.Column>();
        var predicted = new List<SchemaShape.Column>();
        if (label.IsKey && label.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values) && values.Kind == SchemaShape.Column.VectorKind.Vector)
        {
            predicted.Add(values);
            if (values.ItemType is TextDataViewType)
                score.Add(new SchemaShape.Column(AnnotationKinds.SlotNames, values.Kind, values.ItemType, false));
            score.Add(new SchemaShape.Column(AnnotationKinds.TrainingLabelValues, values.Kind, values.ItemType, false));
        }

        return
        [
            new(DefaultColumnNames.Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape([.. score, .. common])),
            new(DefaultColumnNames.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true, new SchemaShape([.. predicted, .. common])),
        ];
    }
}
