using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// What a trainer has learned: a function from a row of features to scores. Immutable; safe to use from several threads at once.
/// </summary>
public abstract class TrainedModel : IRowModel
{
    private protected TrainedModel()
    {
    }

    /// <summary>Features of a row: those of the feature column, then the category of each column of keys.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>Scores of a row: one for each class, else 1.</summary>
    public abstract int OutputCount { get; }

    /// <summary>
    /// The name of each class, in the order of the scores; null where the label's keys stand for no values, or there are no classes.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; internal init; }

    /// <summary>Slots of the feature column.</summary>
    internal virtual int FeatureColumnWidth => FeatureCount;

    IReadOnlyList<string> IRowModel.CategoryColumnNames => CategoryColumnNames;

    /// <summary>The columns of keys whose categories follow the features.</summary>
    private protected virtual IReadOnlyList<string> CategoryColumnNames => [];

    /// <summary>The scores of one row, without allocation: class probabilities, the logit of true, or the number in its units.</summary>
    /// <param name="features">[<see cref="FeatureCount"/>]</param>
    /// <param name="scores">[<see cref="OutputCount"/>], overwritten.</param>
    public abstract void Predict(ReadOnlySpan<float> features, Span<float> scores);

    bool IRowModel.CanScore(ReadOnlySpan<float> features) => CanScore(features);

    /// <summary>Whether a row has a score; one that has none is refused.</summary>
    internal abstract bool CanScore(ReadOnlySpan<float> features);

    /// <summary>Writes the model into a component's state.</summary>
    internal abstract void Save(ComponentWriter writer);

    BoundColumns IRowModel.Bind(DataViewSchema schema, string featureColumnName)
    {
        var (features, categories) = FindColumns(schema, featureColumnName);
        return new BoundColumns(features, categories, row =>
        {
            var scorer = new RowScorer(row, features, categories, this);
            return () => scorer.Scores[0];
        });
    }

    OnnxValue IRowModel.ToOnnx(OnnxColumns columns, DataViewSchema schema, string featureColumnName) =>
        ToOnnx(columns, schema, featureColumnName);

    OnnxValue IRowModel.ToOnnx(OnnxGraph graph, OnnxValue features) => ToOnnx(graph, features);

    /// <summary>Adds the model to an ONNX graph.</summary>
    /// <param name="columns">The graph, with the columns of the schema.</param>
    /// <param name="schema">The schema of the rows.</param>
    /// <param name="featureColumnName">The column of features.</param>
    /// <returns>[batch, outputs] of float.</returns>
    internal OnnxValue ToOnnx(OnnxColumns columns, DataViewSchema schema, string featureColumnName)
    {
        var (features, categories) = FindColumns(schema, featureColumnName);
        return ToOnnx(columns, columns.Concat(
            1,
            [
                columns.Rows(features.Name, FeatureColumnWidth),
                .. categories.Select((column, i) => CategoryColumn.ToOnnx(columns, column, CategoryValues(i))),
            ]));
    }

    /// <summary>Adds the model to an ONNX graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[batch, <see cref="FeatureCount"/>] of float.</param>
    /// <returns>[batch, outputs] of float: the scores of <see cref="Predict"/>.</returns>
    /// <exception cref="NotSupportedException">A part of the model has no ONNX form; the message names it.</exception>
    internal abstract OnnxValue ToOnnx(OnnxGraph graph, OnnxValue features);

    /// <summary>Finds and checks the columns that the model reads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or width than was trained on.</exception>
    internal (DataViewSchema.Column Features, IReadOnlyList<DataViewSchema.Column> Categories) FindColumns(
        DataViewSchema schema, string featureColumnName) =>
        (FeatureColumn.Find(schema, featureColumnName, FeatureColumnWidth), FindCategories(schema));

    /// <summary>Finds and checks the columns of keys whose categories follow the features.</summary>
    private protected virtual IReadOnlyList<DataViewSchema.Column> FindCategories(DataViewSchema schema) => [];

    /// <summary>Makes the reader of a row's category as the training numbers it.</summary>
    /// <param name="row">The row, or the cursor that moves over rows.</param>
    /// <param name="column">The column.</param>
    /// <param name="index">Its place among the columns of keys.</param>
    internal Func<float> CategoryReader(DataViewRow row, DataViewSchema.Column column, int index) =>
        CategoryColumn.Reader(row, column, CategoryValues(index));

    /// <summary>The values of a column of keys in training, in order; null where keys stand for none.</summary>
    private protected virtual IReadOnlyList<string>? CategoryValues(int index) => null;
}
