using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Conformance.Outputs;

namespace MlPipelines.Conformance.Checks;

/// <summary>The scores that a <see cref="PredictionEngine{TSrc, TDst}"/> reads, as predictions that can be compared.</summary>
internal static class EngineScores
{
    /// <summary>
    /// The column <c>Score</c>, or else the first that is added and holds numbers of type <see cref="float"/>; null where there is none.
    /// </summary>
    public static DataViewSchema.Column? Find(TrainerUnderTest trainer)
    {
        var view = trainer.Others.View();
        var columns = Predictions.Added(trainer.GoodFit.Model.Transform(view).Schema, view.Schema).Where(IsSingle).ToList();
        return columns.Count == 0 ? null : columns.Find(column => column.Name == "Score") is { Name: "Score" } score ? score : columns[0];
    }

    /// <summary>Reads the scores of all rows.</summary>
    public static Predictions Read(Func<int, double[]> engine, DataViewSchema.Column score, int rows) =>
        new([new PredictedColumn(score.Name, score.Type, [.. Enumerable.Range(0, rows).Select(engine)], [])], rows);

    /// <summary>The predictions without other columns than the scores.</summary>
    public static Predictions Only(Predictions predictions, DataViewSchema.Column score) =>
        predictions with { Columns = [predictions.Columns.Last(column => column.Name == score.Name)] };

    private static bool IsSingle(DataViewSchema.Column column) =>
        (column.Type is VectorDataViewType vector ? vector.ItemType : column.Type) == NumberDataViewType.Single;
}
