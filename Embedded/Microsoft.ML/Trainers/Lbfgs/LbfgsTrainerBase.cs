using Microsoft.ML.Optimization;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using Microsoft.ML.Trainers.Linear;

namespace Microsoft.ML.Trainers;

/// <summary>
/// The base of trainers of linear models by limited-memory BFGS, or OWL-QN where there is an L1 penalty.
/// The features are read once into memory; the result is the same for any number of threads.
/// </summary>
public abstract partial class LbfgsTrainerBase<TOptions, TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>
    where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected LbfgsTrainerBase(IHostEnvironment env, TOptions options, SchemaShape.Column label)
        : base(
            env.Register("LbfgsTrainerBase"),
            RoleColumns.Features(options.FeatureColumnName),
            label,
            RoleColumns.Weight(options.ExampleWeightColumnName))
    {
        options.Validate();
        LbfgsTrainerOptions = options;
    }

    /// <inheritdoc/>
    public override TrainerInfo Info { get; } = new(needNormalization: true, wantCaching: true);

    private protected TOptions LbfgsTrainerOptions { get; }

    /// <summary>Whether to compute statistics of the fit.</summary>
    private protected abstract bool ShowTrainingStatistics { get; }

    private protected override TModel TrainModel(IDataView data, TModel? initial)
    {
        ExampleSet examples = ExampleReader.Read(data, FeatureColumn.Name, LabelColumn.Name, WeightColumn.Name, Host);
        int outputs = CountOutputs(data);
        LinearObjective objective = CreateObjective(examples, outputs, LbfgsTrainerOptions.NumberOfThreads ?? Environment.ProcessorCount);
        LbfgsResult result = Minimize(examples, objective, outputs, InitialPoint(objective.Dimension, initial));
        ModelStatisticsBase? statistics = ShowTrainingStatistics && !LbfgsTrainerOptions.EnforceNonNegativity
            ? LinearStatistics.Compute(examples, result, outputs, LbfgsTrainerOptions.L1Regularization, LbfgsTrainerOptions.L2Regularization)
            : null;
        return CreateModel(result.Point[..outputs], result.Point[outputs..], statistics);
    }

    /// <summary>The number of scores of the model.</summary>
    private protected abstract int CountOutputs(IDataView data);

    private protected abstract LinearObjective CreateObjective(ExampleSet examples, int outputs, int threads);

    /// <summary>The variables of a trained model, biases first.</summary>
    private protected abstract float[] ToPoint(TModel model);

    private protected abstract TModel CreateModel(float[] biases, float[] weights, ModelStatisticsBase? statistics);

    private LbfgsResult Minimize(ExampleSet examples, LinearObjective objective, int outputs, float[] initial)
    {
        var minimizer = new LbfgsMinimizer
        {
            HistorySize = LbfgsTrainerOptions.HistorySize,
            L1 = LbfgsTrainerOptions.L1Regularization / examples.Count,
            FreeCount = outputs,
            EnforceNonNegativity = LbfgsTrainerOptions.EnforceNonNegativity,
        };
        LbfgsResult result = minimizer.Minimize(objective, initial, CreateStoppingRule());
        if (LbfgsTrainerOptions.Quiet)
            return result;

        using IChannel channel = Host.Start("Training");
        if (result.PrematureConvergence is { } reason)
            channel.Warning(MessageSensitivity.None, $"Premature convergence occurred. The OptimizationTolerance may be set too small. {reason}");
        if (LbfgsTrainerOptions.L1Regularization > 0)
            channel.Info(MessageSensitivity.None, $"L1 regularization selected {LinearStatistics.CountParameters(result.Point, outputs)} of {result.Point.Length} weights.");
        return result;
    }

    private MeanImprovementRule CreateStoppingRule() =>
        new(LbfgsTrainerOptions.OptimizationTolerance, decay: 0.25f, LbfgsTrainerOptions.MaximumNumberOfIterations);

    private float[] InitialPoint(int dimension, TModel? initial)
    {
        if (initial is not null)
        {
            float[] given = ToPoint(initial);
            return given.Length == dimension
                ? given
                : throw new InvalidOperationException($"The initialization predictor has {given.Length} parameters, the training data asks for {dimension}: it must have the same features and classes.");
        }

        float[] point = new float[dimension];
        float diameter = LbfgsTrainerOptions.InitialWeightsDiameter;
        for (int i = 0; diameter > 0 && i < point.Length; i++)
            point[i] = diameter * (Host.Rand.NextSingle() - 0.5f);
        return point;
    }
}
