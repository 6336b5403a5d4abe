using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>Adds a model's score columns, all made from the feature column.</summary>
internal abstract class ScoreMapper : RowMapper
{
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
    }

    protected DataViewSchema.Column FeatureColumn { get; }

    protected uint SetId { get; }

    public sealed override IEnumerable<int> GetDependencies(int output) => [FeatureColumn.Index];
}
