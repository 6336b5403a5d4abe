using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>Adds a model's score columns, all made from the feature column.</summary>
internal abstract class ScoreMapper : RowMapper
{
    private readonly int _featureCount;

    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="InvalidOperationException">Its type is not the one the model was trained on.</exception>
    protected ScoreMapper(DataViewSchema inputSchema, string featureColumnName, IFeatureScorer scorer)
        : base(inputSchema)
    {
        FeatureColumn = inputSchema.GetColumnOrNull(featureColumnName)
            ?? throw Errors.MissingColumn(nameof(inputSchema), "feature", featureColumnName, inputSchema);
        var expected = new VectorDataViewType(NumberDataViewType.Single, scorer.FeatureCount);
        if (FeatureColumn.Type is not VectorDataViewType type || type.ItemType != NumberDataViewType.Single || type.Size != scorer.FeatureCount)
            throw new InvalidOperationException($"Incompatible features column type: '{FeatureColumn.Type}' vs '{expected}'. The model was trained on the second; column '{featureColumnName}' is of the first.");
        SetId = ScoreAnnotations.NextSetId(inputSchema);
        _featureCount = scorer.FeatureCount;
    }

    protected DataViewSchema.Column FeatureColumn { get; }

    protected uint SetId { get; }

    public sealed override IEnumerable<int> GetDependencies(int output) => [FeatureColumn.Index];

    /// <summary>Requires that a row has as many features as its type says: a null array of an object has none.</summary>
    /// <exception cref="InvalidOperationException">It has others.</exception>
    internal void CheckLength(in VBuffer<float> features, DataViewRow row)
    {
        if (features.Length != _featureCount)
        {
            throw new InvalidOperationException(
                $"Input is of length {features.Length}, but predictor expected length {_featureCount}: column '{FeatureColumn.Name}' in row {row.Position}.");
        }
    }
}
