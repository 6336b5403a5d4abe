using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>
/// Adds PredictedLabel (is the score above the threshold?), Score and, for a calibrated model, Probability. The model runs once per row.
/// </summary>
internal sealed class BinaryScoreMapper(DataViewSchema inputSchema, string featureColumnName, IValueScorer scorer, float threshold, string thresholdColumn)
    : ScoreMapper(inputSchema, featureColumnName, scorer)
{
    private const string Task = AnnotationKinds.ScoreColumnKinds.Binary;

    private readonly ICalibratedScorer? _calibrated = scorer as ICalibratedScorer;

    public override DataViewSchema.DetachedColumn[] GetOutputColumns()
    {
        var predicted = new DataViewSchema.Annotations.Builder();
        predicted.AddText(AnnotationKinds.ScoreColumnKind, Task);
        predicted.AddText(AnnotationKinds.ScoreValueKind, AnnotationKinds.ScoreValueKinds.PredictedLabel);
        predicted.AddSetId(SetId);
        DataViewSchema.Annotations.Builder score = ScoreAnnotations.ForScore(Task, AnnotationKinds.ScoreValueKinds.Score, SetId);
        var columns = new List<DataViewSchema.DetachedColumn>
        {
            new(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance, predicted.ToAnnotations()),
            new(DefaultColumnNames.Score, NumberDataViewType.Single, score.ToAnnotations()),
        };
        if (_calibrated is not null)
        {
            var probability = new DataViewSchema.Annotations.Builder();
            probability.AddText(AnnotationKinds.ScoreColumnKind, Task);
            probability.AddSetId(SetId);
            probability.AddBoolean(AnnotationKinds.IsNormalized, true);
            probability.AddText(AnnotationKinds.ScoreValueKind, AnnotationKinds.ScoreValueKinds.Probability);
            columns.Add(new DataViewSchema.DetachedColumn(DefaultColumnNames.Probability, NumberDataViewType.Single, probability.ToAnnotations()));
        }

        return [.. columns];
    }

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
    {
        var row = new ScoredRow(this, input, input.GetGetter<VBuffer<float>>(FeatureColumn), scorer);
        ValueGetter<float> getScore = (ref float destination) => destination = row.Score();
        if (_calibrated is not { Calibrator: { } calibrator })
            return [(ValueGetter<bool>)((ref bool destination) => destination = row.Score() > threshold), getScore];

        bool byProbability = thresholdColumn == DefaultColumnNames.Probability;
        return
        [
            (ValueGetter<bool>)((ref bool destination) =>
                destination = (byProbability ? calibrator.PredictProbability(row.Score()) : row.Score()) > threshold),
            getScore,
            (ValueGetter<float>)((ref float destination) => destination = calibrator.PredictProbability(row.Score())),
        ];
    }

    private sealed class ScoredRow(ScoreMapper mapper, DataViewRow input, ValueGetter<VBuffer<float>> getFeatures, IValueScorer scorer)
    {
        private VBuffer<float> _features;
        private long _position = -1;
        private float _score;

        public float Score()
        {
            if (_position == input.Position)
                return _score;
            getFeatures(ref _features);
            mapper.CheckLength(in _features, input);
            _score = scorer.Score(in _features);
            _position = input.Position;
            return _score;
        }
    }
}
