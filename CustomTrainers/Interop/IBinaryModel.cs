using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>A trained model that scores one row of features at a time. Safe to use from several threads at once.</summary>
internal interface IRowModel
{
    /// <summary>Features of a row: those of the feature column, then a category for each column of keys.</summary>
    int FeatureCount { get; }

    /// <summary>The columns of keys whose categories follow the features.</summary>
    IReadOnlyList<string> CategoryColumnNames { get; }

    /// <summary>Whether a row has a score; one that has none is refused.</summary>
    bool CanScore(ReadOnlySpan<float> features);

    /// <summary>The scores of one row, without allocation.</summary>
    /// <param name="features">[<see cref="FeatureCount"/>]</param>
    /// <param name="scores">One an output, overwritten.</param>
    void Predict(ReadOnlySpan<float> features, Span<float> scores);

    /// <summary>Finds and checks the columns that the model reads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or width than was trained on.</exception>
    BoundColumns Bind(DataViewSchema schema, string featureColumnName);

    /// <summary>Adds the model to an ONNX graph.</summary>
    /// <param name="columns">The graph, with the columns of the schema.</param>
    /// <param name="schema">The schema of the rows.</param>
    /// <param name="featureColumnName">The column of features.</param>
    /// <returns>[batch, outputs] of float: the scores of <see cref="Predict"/>.</returns>
    /// <exception cref="NotSupportedException">The model, or a column, has no ONNX form.</exception>
    OnnxValue ToOnnx(OnnxColumns columns, DataViewSchema schema, string featureColumnName);

    /// <summary>The same for a model that reads features alone.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[batch, <see cref="FeatureCount"/>] of float.</param>
    /// <returns>[batch, outputs] of float.</returns>
    OnnxValue ToOnnx(OnnxGraph graph, OnnxValue features);

    /// <summary>The error of a row that has no score because a feature is missing or infinite.</summary>
    /// <param name="row">What the error calls the row: "The row at position 3".</param>
    /// <param name="features">Its features.</param>
    /// <param name="slot">What the error calls a slot, such as "slot 2 ('age') of column 'Features'".</param>
    static InvalidOperationException Refusal(string row, ReadOnlySpan<float> features, Func<int, string> slot)
    {
        var at = features.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        return new InvalidOperationException(
            $"{row} has the value {features[at]} in {slot(at)}, where the model needs a finite number. "
            + (float.IsNaN(features[at])
                ? "Replace missing values in the pipeline before the trainer, by Transforms.ReplaceMissingValues or "
                    + "Transforms.ImputeMissingValues, and fit it again; or leave such rows out."
                : "Clip such values in the pipeline before the trainer, or leave such rows out."));
    }

    /// <summary>The error of a row whose score is too large for the model to compute.</summary>
    /// <param name="row">What the error calls the row.</param>
    /// <param name="features">Its features, finite.</param>
    /// <param name="score">The score that is not finite.</param>
    /// <param name="slot">What the error calls a slot.</param>
    static InvalidOperationException Overflow(string row, ReadOnlySpan<float> features, float score, Func<int, string> slot)
    {
        var at = TensorPrimitives.IndexOfMaxMagnitude(features);
        return new InvalidOperationException(
            $"{row} gets the score {score}: its features are too large for the model, the largest is {features[at]} in {slot(at)}. "
            + "Scale the features in the pipeline before the trainer (Transforms.NormalizeMeanVariance), or clip them.");
    }
}

/// <summary>The columns of a schema that a model reads, and how it scores the row under a cursor.</summary>
/// <param name="Features">The column of features.</param>
/// <param name="Categories">Columns of keys whose categories follow the features.</param>
/// <param name="CreateScore">Makes, for a row or a cursor, a function that gives the first score of its current row; it scores each row
/// once.</param>
internal sealed record BoundColumns(
    DataViewSchema.Column Features, IReadOnlyList<DataViewSchema.Column> Categories, Func<DataViewRow, Func<float>> CreateScore);

/// <summary>
/// What ML.NET asks of a model that tells true from false, so that its own <see cref="BinaryPredictionTransformer{TModel}"/>,
/// <c>OneVersusAll</c> and calibrators take it: a score (the logit of true) and the probability 1 / (1 + exp(−score)) of a vector of
/// features.
/// </summary>
/// <remarks>A model is an <see cref="IRowModel"/>; the members that ML.NET calls are written once for all models.</remarks>
internal interface IBinaryModel
    : IDistPredictorProducing<float, float>, IValueMapperDist, IBindableCanSaveOnnx, ISingleCanSaveOnnx, IRowModel
{
    PredictionKind IPredictor.PredictionKind => PredictionKind.BinaryClassification;

    /// <exception cref="NotSupportedException">The model reads more than a vector.</exception>
    DataViewType IValueMapper.InputType => CategoryColumnNames.Count > 0
        ? throw new NotSupportedException(
            $"The model reads the columns of keys {string.Join(", ", CategoryColumnNames.Select(name => $"'{name}'"))} beside its "
            + "features (CategoryColumnNames). "
            + "OneVersusAll gives its models the feature column alone: leave CategoryColumnNames empty there, "
            + "or train the classes together by MulticlassClassification.Trainers.GradientBoostedTrees.")
        : new VectorDataViewType(NumberDataViewType.Single, FeatureCount);

    DataViewType IValueMapper.OutputType => NumberDataViewType.Single;

    DataViewType IValueMapperDist.DistType => NumberDataViewType.Single;

    /// <summary>The score of a vector alone, which <c>OneVersusAll</c> without probabilities asks for.</summary>
    ValueMapper<TSrc, TDst> IValueMapper.GetMapper<TSrc, TDst>()
    {
        var score = new VectorScore(this);
        ValueMapper<VBuffer<float>, float> mapper = (in VBuffer<float> features, ref float value) => value = score.Of(features);
        return (ValueMapper<TSrc, TDst>)(Delegate)mapper;
    }

    /// <summary>Score and probability of a vector alone, which <c>OneVersusAll</c> asks for.</summary>
    ValueMapper<TSrc, TDst, TDist> IValueMapperDist.GetMapper<TSrc, TDst, TDist>()
    {
        var score = new VectorScore(this);
        ValueMapper<VBuffer<float>, float, float> mapper = (in VBuffer<float> features, ref float value, ref float probability) =>
        {
            value = score.Of(features);
            probability = Probability(value);
        };
        return (ValueMapper<TSrc, TDst, TDist>)(Delegate)mapper;
    }

    ISchemaBoundMapper ISchemaBindableMapper.Bind(IHostEnvironment env, RoleMappedSchema schema) => new BoundBinaryModel(this, schema);

    /// <summary>True: a silent no would make ML.NET leave out all steps up to this one. What has no form is named when it is met.</summary>
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    /// <summary>Score and probability inside ML.NET's own scorer, which adds <c>PredictedLabel</c>.</summary>
    bool IBindableCanSaveOnnx.SaveAsOnnx(OnnxContext ctx, RoleMappedSchema schema, string[] outputNames)
    {
        var columns = Columns(ctx);
        Save(columns, ToOnnx(columns, schema.Schema, schema.Feature!.Value.Name), outputNames);
        return true;
    }

    /// <summary>Score and probability of a vector alone, for <c>OneVersusAll</c> and calibrated models.</summary>
    bool ISingleCanSaveOnnx.SaveAsOnnx(OnnxContext ctx, string[] outputNames, string featureColumn)
    {
        var columns = Columns(ctx);
        Save(columns, ToOnnx(columns, columns.Reshape(new OnnxValue(featureColumn), -1, FeatureCount)), outputNames);
        return true;
    }

    private OnnxColumns Columns(OnnxContext context)
    {
        context.CheckOpSetVersion(OnnxColumns.Opset, GetType().Name);
        return new OnnxColumns(GetType().Name, context);
    }

    /// <summary>Gives score and probability their names: the score alone, or predicted label, score and probability.</summary>
    private static void Save(OnnxColumns columns, OnnxValue score, string[] names)
    {
        columns.Set(names.Length == 1 ? names[0] : names[1], score);
        if (names.Length > 2)
            columns.Set(names[2], columns.Logistic(score));
    }

    /// <summary>The probability of true, 1 / (1 + exp(−score)).</summary>
    static float Probability(float score) => 1 / (1 + MathF.Exp(-score));

    /// <summary>Scores vectors on one thread.</summary>
    private sealed class VectorScore(IRowModel model)
    {
        private readonly float[] _dense = new float[model.FeatureCount];
        private readonly float[] _scores = new float[1];

        public float Of(in VBuffer<float> features)
        {
            if (features.Length != _dense.Length)
            {
                throw new InvalidOperationException(
                    $"The model was trained on {_dense.Length} features, but the row has {features.Length}.");
            }

            features.CopyTo(_dense);
            if (!model.CanScore(_dense))
                throw IRowModel.Refusal("The row", _dense, slot => $"slot {slot} of its features");
            model.Predict(_dense, _scores);
            return float.IsFinite(_scores[0])
                ? _scores[0]
                : throw IRowModel.Overflow("The row", _dense, _scores[0], slot => $"slot {slot}");
        }
    }
}

/// <summary>Puts a binary model of ours into ML.NET's own transformer.</summary>
internal static class BinaryModelTransformer
{
    /// <summary>ML.NET's transformer of a model.</summary>
    /// <param name="env">The environment.</param>
    /// <param name="model">The model.</param>
    /// <param name="schema">The schema of the rows that were trained on.</param>
    /// <param name="featureColumnName">The column of features.</param>
    public static BinaryPredictionTransformer<TModel> Wrap<TModel>(
        IHostEnvironment env, TModel model, DataViewSchema schema, string featureColumnName)
        where TModel : class, IBinaryModel =>
        new(env, model, schema, featureColumnName);
}
