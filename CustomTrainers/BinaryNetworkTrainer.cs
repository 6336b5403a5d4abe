using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>Trains a network to tell true from false: one output, the logit of true, binary cross-entropy.</summary>
public sealed class BinaryNetworkTrainer : NetworkTrainer<BinaryNetworkTransformer>
{
    internal BinaryNetworkTrainer(NetworkOptions options)
        : base(options)
    {
        if (options.LabelSmoothing > 0)
            throw new ArgumentException($"{nameof(NetworkOptions.LabelSmoothing)} is for multiclass classification; found {options.LabelSmoothing}.", nameof(options));
    }

    private protected override NetworkTask Bind(DataViewSchema schema)
    {
        LabelColumn.FindBoolean(schema, Options.LabelColumnName);
        return new ClassificationTask(Options, 2, binary: true, c => c == 1 ? "true" : "false");
    }

    private protected override RowSource Source(DataViewSchema schema, string use)
    {
        var column = LabelColumn.FindBoolean(schema, Options.LabelColumnName);
        return new RowSource(use, Options.FeatureColumnName, column, Reader, Options.ExampleWeightColumnName);

        Func<int, double> Reader(DataViewRowCursor cursor)
        {
            var getter = cursor.GetGetter<bool>(column);
            var label = false;
            return _ =>
            {
                getter(ref label);
                return label ? 1 : 0;
            };
        }
    }

    private protected override BinaryNetworkTransformer Wrap(NetworkTask task, Network<float> network, TrainingResult result)
        => new(new NetworkModel(NetworkOutput.Logit, network, result, Options.Engine), Options.FeatureColumnName);

    private protected override SchemaShape.Column[] OutputShape(SchemaShape input)
    {
        LabelColumn.CheckBoolean(input, Options.LabelColumnName);
        return
        [
            ShapeColumns.Scalar(OutputColumnNames.PredictedLabel, BooleanDataViewType.Instance, ScoreAnnotations.Shape()),
            ShapeColumns.Scalar(OutputColumnNames.Score, NumberDataViewType.Single, ScoreAnnotations.Shape()),
            ShapeColumns.Scalar(
                OutputColumnNames.Probability, NumberDataViewType.Single,
                ScoreAnnotations.Shape(ShapeColumns.Scalar(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance))),
        ];
    }
}
