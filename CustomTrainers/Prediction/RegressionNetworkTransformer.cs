using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>A trained network that predicts a number. Adds <c>Score</c>, in the target's units.</summary>
public sealed class RegressionNetworkTransformer : NetworkPredictionTransformer
{
    internal RegressionNetworkTransformer(NetworkModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; } =
    [
        new AddedColumn<RowScorer>(
            OutputColumnNames.Score, NumberDataViewType.Single,
            input => ScoreAnnotations.Builder(ScoreAnnotations.NextSetId(input), AnnotationKinds.Regression, AnnotationKinds.ScoreValue).ToAnnotations(),
            RowScorer.FirstScore),
    ];
}
