using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Conformance.Rows;

namespace MlPipelines.Conformance.Outputs;

/// <summary>A <see cref="PredictionEngine{TSrc, TDst}"/> as a user's program makes it, that reads the scores of single rows.</summary>
internal static class UserEngine
{
    /// <summary>Gives the scores of a row, by its place.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="score">The column to read: a number or a vector of numbers, of type <see cref="float"/>.</param>
    public static Func<int, double[]> Create(MLContext ml, ITransformer model, RowSet rows, DataViewSchema.Column score) =>
        rows.LabelForm switch
        {
            LabelForm.Boolean => Create(ml, model, rows, score, row => rows.Labels[row] >= 1),
            LabelForm.Number => Create(ml, model, rows, score, row => (float)rows.Labels[row]),
            LabelForm.Text => Create(ml, model, rows, score, row => LabelColumns.Word((int)rows.Labels[row])),
            _ => Create(ml, model, rows, score, row => (uint)rows.Labels[row]),
        };

    private static Func<int, double[]> Create<TLabel>(
        MLContext ml, ITransformer model, RowSet rows, DataViewSchema.Column score, Func<int, TLabel> label) =>
        score.Type is VectorDataViewType
            ? Create<TLabel, VectorScore>(ml, model, rows, score, label, output => [.. output.Score.Select(value => (double)value)])
            : Create<TLabel, SingleScore>(ml, model, rows, score, label, output => [output.Score]);

    private static Func<int, double[]> Create<TLabel, TOutput>(
        MLContext ml, ITransformer model, RowSet rows, DataViewSchema.Column score, Func<int, TLabel> label, Func<TOutput, double[]> read)
        where TOutput : class, new()
    {
        var output = SchemaDefinition.Create(typeof(TOutput));
        output[nameof(SingleScore.Score)].ColumnName = score.Name;
        output[nameof(SingleScore.Score)].ColumnType = score.Type;
        var engine = ml.Model.CreatePredictionEngine<UserRow<TLabel>, TOutput>(
            model, inputSchemaDefinition: UserRowSchema.Of<TLabel>(rows), outputSchemaDefinition: output);
        return row => read(engine.Predict(
            new UserRow<TLabel> { Features = rows.Features[row], Label = label(row), Weight = rows.Weights?[row] ?? 1 }));
    }

    internal sealed class SingleScore
    {
        public float Score { get; set; }
    }

    internal sealed class VectorScore
    {
        public float[] Score { get; set; } = [];
    }
}
