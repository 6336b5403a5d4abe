using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// What ML.NET asks of a model that tells true from false, so that its own <see cref="BinaryPredictionTransformer{TModel}"/>,
/// <c>OneVersusAll</c> and calibrators take it: a score (the logit of true) and the probability 1 / (1 + exp(−score)) of a vector of features.
/// </summary>
/// <remarks>A model gives the first three members; the rest, which ML.NET calls, is written once for all of them.</remarks>
internal interface IBinaryModel : IDistPredictorProducing<float, float>, IValueMapperDist, ISchemaBindableMapper, ICanSaveOnnx, ISavable
{
    /// <summary>The model as it scores a row.</summary>
    IRowModel Scoring { get; }

    /// <summary>The columns of keys whose categories follow the features.</summary>
    IEnumerable<string> CategoryColumnNames { get; }

    /// <summary>Finds and checks the columns of keys whose categories follow the features.</summary>
    IReadOnlyList<DataViewSchema.Column> FindCategories(DataViewSchema schema);

    PredictionKind IPredictor.PredictionKind => PredictionKind.BinaryClassification;

    /// <exception cref="NotSupportedException">The model reads more than a vector.</exception>
    DataViewType IValueMapper.InputType => CategoryColumnNames.Any()
        ? throw new NotSupportedException(
            $"The model reads the columns of keys {string.Join(", ", CategoryColumnNames.Select(name => $"'{name}'"))} beside its features (CategoryColumnNames). "
            + "OneVersusAll gives its models the feature column alone: leave CategoryColumnNames empty there, or train the classes together by MulticlassClassification.Trainers.GradientBoostedTrees.")
        : new VectorDataViewType(NumberDataViewType.Single, Scoring.FeatureCount);

    DataViewType IValueMapper.OutputType => NumberDataViewType.Single;

    DataViewType IValueMapperDist.DistType => NumberDataViewType.Single;

    /// <summary>The score of a vector alone, which <c>OneVersusAll</c> without probabilities asks for.</summary>
    ValueMapper<TSrc, TDst> IValueMapper.GetMapper<TSrc, TDst>()
    {
        var score = new VectorScore(this);
        return (ValueMapper<TSrc, TDst>)(Delegate)(ValueMapper<VBuffer<float>, float>)((in VBuffer<float> features, ref float value) => value = score.Of(features));
    }

    /// <summary>Score and probability of a vector alone, which <c>OneVersusAll</c> asks for.</summary>
    ValueMapper<TSrc, TDst, TDist> IValueMapperDist.GetMapper<TSrc, TDst, TDist>()
    {
        var score = new VectorScore(this);
        return (ValueMapper<TSrc, TDst, TDist>)(Delegate)(ValueMapper<VBuffer<float>, float, float>)((in VBuffer<float> features, ref float value, ref float probability) =>
        {
            value = score.Of(features);
            probability = PredictionColumns.Probability(value);
        });
    }

    ISchemaBoundMapper ISchemaBindableMapper.Bind(IHostEnvironment env, RoleMappedSchema schema) => new BoundBinaryModel(this, schema);

    /// <summary>Refuses: a silent no would make ML.NET leave out all steps up to this one.</summary>
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => throw OnnxRefusal.Error(GetType().Name);

    /// <summary>Scores vectors on one thread.</summary>
    private sealed class VectorScore(IBinaryModel model)
    {
        private readonly IRowModel _model = model.Scoring;
        private readonly float[] _dense = new float[model.Scoring.FeatureCount];
        private readonly float[] _scores = new float[1];

        public float Of(in VBuffer<float> features)
        {
            if (features.Length != _dense.Length)
                throw new InvalidOperationException($"The model was trained on {_dense.Length} features, but the row has {features.Length}.");
            features.CopyTo(_dense);
            if (!_model.CanScore(_dense)) return float.NaN;
            _model.Predict(_dense, _scores);
            return _scores[0];
        }
    }
}
