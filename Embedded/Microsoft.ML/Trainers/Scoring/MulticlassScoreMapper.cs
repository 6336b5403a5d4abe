using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>
/// Adds PredictedLabel, the key of the highest score (the first among equals; missing when no score is a number), and Score, with the
/// training label's values where its column had them. The model runs once per row.
/// </summary>
internal sealed class MulticlassScoreMapper(
    DataViewSchema inputSchema, string featureColumnName, IVectorScorer scorer, DataViewSchema.Annotations? labelAnnotations)
    : ScoreMapper(inputSchema, featureColumnName, scorer)
{
    private const string Task = AnnotationKinds.ScoreColumnKinds.Multiclass;

    public override DataViewSchema.DetachedColumn[] GetOutputColumns()
    {
        DataViewSchema.Column? values = LabelValues();
        var predicted = new DataViewSchema.Annotations.Builder();
        predicted.AddText(AnnotationKinds.ScoreColumnKind, Task);
        predicted.AddText(AnnotationKinds.ScoreValueKind, AnnotationKinds.ScoreValueKinds.PredictedLabel);
        AddValues(predicted, AnnotationKinds.KeyValues, values);
        predicted.AddSetId(SetId);

        DataViewSchema.Annotations.Builder score = ScoreAnnotations.ForScore(Task, AnnotationKinds.ScoreValueKinds.Score, SetId);
        AddValues(score, AnnotationKinds.TrainingLabelValues, values);
        if (values?.Type is VectorDataViewType { ItemType: TextDataViewType })
            AddValues(score, AnnotationKinds.SlotNames, values);
        return
        [
            new(DefaultColumnNames.PredictedLabel, new KeyDataViewType(typeof(uint), (ulong)scorer.OutputCount), predicted.ToAnnotations()),
            new(DefaultColumnNames.Score, new VectorDataViewType(NumberDataViewType.Single, scorer.OutputCount), score.ToAnnotations()),
        ];
    }

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
    {
        ValueGetter<VBuffer<float>> getFeatures = input.GetGetter<VBuffer<float>>(FeatureColumn);
        VBuffer<float> features = default;
        long position = -1;
        float[] scores = new float[scorer.OutputCount];
        void Update()
        {
            if (position == input.Position)
                return;
            getFeatures(ref features);
            CheckLength(in features, input);
            scorer.Score(in features, scores);
            position = input.Position;
        }

        return
        [
            (ValueGetter<uint>)((ref uint destination) =>
            {
                Update();
                destination = (uint)(IndexOfMaximum(scores) + 1);
            }),
            (ValueGetter<VBuffer<float>>)((ref VBuffer<float> destination) =>
            {
                Update();
                VBufferEditor<float> editor = VBufferEditor.Create(ref destination, scores.Length);
                scores.CopyTo(editor.Values);
                destination = editor.Commit();
            }),
        ];
    }

    /// <summary>−1 when there is no number among them.</summary>
    private static int IndexOfMaximum(float[] scores)
    {
        int best = -1;
        for (int k = 0; k < scores.Length; k++)
        {
            if (best < 0 ? !float.IsNaN(scores[k]) : scores[k] > scores[best])
                best = k;
        }

        return best;
    }

    private DataViewSchema.Column? LabelValues() =>
        labelAnnotations?.Schema.GetColumnOrNull(AnnotationKinds.KeyValues) is { Type: VectorDataViewType type } column
            && type.Size == scorer.OutputCount
            ? column
            : null;

    private void AddValues(DataViewSchema.Annotations.Builder builder, string kind, DataViewSchema.Column? values)
    {
        if (values is { } column)
            builder.Add(kind, column.Type, labelAnnotations!.GetGetterDelegate(column.Index));
    }
}
