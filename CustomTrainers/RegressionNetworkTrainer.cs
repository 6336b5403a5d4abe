using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Trains a network to predict a number: one output, mean squared error. Targets are standardized inside by the training
/// rows; scores and the history's losses are in the target's units (the losses in its square).
/// </summary>
public sealed class RegressionNetworkTrainer : NetworkTrainer<RegressionNetworkTransformer>
{
    private const string Role = "label";

    internal RegressionNetworkTrainer(NetworkOptions options)
        : base(options)
    {
        if (options.ClassWeights.Count > 0 || options.BalanceClasses || options.LabelSmoothing > 0)
            throw new ArgumentException(
                $"{nameof(NetworkOptions.ClassWeights)}, {nameof(NetworkOptions.BalanceClasses)} and {nameof(NetworkOptions.LabelSmoothing)} are for classification.", nameof(options));
    }

    private protected override NetworkTask Bind(DataViewSchema schema)
    {
        NumberColumn.Find(schema, Options.LabelColumnName, Role);
        return new RegressionTask(Options.WarmStart?.TargetMean, Options.WarmStart?.TargetDeviation);
    }

    private protected override RowSource Source(DataViewSchema schema, string use)
    {
        var column = NumberColumn.Find(schema, Options.LabelColumnName, Role);
        return new RowSource(use, Options.FeatureColumnName, column, Reader, Options.ExampleWeightColumnName);

        Func<int, double> Reader(DataViewRowCursor cursor)
        {
            var getter = cursor.GetGetter<float>(column);
            float label = 0;
            return row =>
            {
                getter(ref label);
                return float.IsFinite(label)
                    ? label
                    : throw new InvalidOperationException(
                        $"Row {row} of the {use} data has the label {label} in column '{column.Name}', where a finite number was expected. "
                        + "Use Data.FilterRowsByMissingValues before the trainer.");
            };
        }
    }

    private protected override RegressionNetworkTransformer Wrap(NetworkTask task, Network<float> network, TrainingResult result)
    {
        var (mean, deviation) = ((RegressionTask)task).Scale;
        var model = new NetworkModel(NetworkOutput.Number, network, InUnits(result, deviation * deviation), Options.Engine) { TargetMean = mean, TargetDeviation = deviation };
        return new RegressionNetworkTransformer(model, Options.FeatureColumnName);
    }

    private protected override SchemaShape.Column[] OutputShape(SchemaShape input)
    {
        NumberColumn.Check(input, Options.LabelColumnName, Role);
        return [ShapeColumns.Scalar(OutputColumnNames.Score, NumberDataViewType.Single, ScoreAnnotations.Shape())];
    }

    /// <summary>The history with its losses, squares of standardized errors, in squares of the target's units.</summary>
    private static TrainingResult InUnits(TrainingResult result, double variance) => result with
    {
        History = new TrainingHistory([.. result.History.Entries.Select(entry => entry with
        {
            BatchLoss = entry.BatchLoss * variance,
            Monitors = [.. entry.Monitors.Select(m => m with { Loss = m.Loss * variance })],
        })]),
    };
}
