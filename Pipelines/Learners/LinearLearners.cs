using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// The linear baselines: ML.NET's <c>LbfgsMaximumEntropy</c> for several classes and <c>LbfgsLogisticRegression</c> for two, and this
/// project's least squares for numbers. They train on one thread: the order of ML.NET's sums would depend on the number of threads, and
/// with it the result.
/// </summary>
internal static class LinearLearners
{
    private static readonly Setting<double> L2 = Setting.Number("l2", "weight of the squared L2 norm in the loss", 1, 0);
    private static readonly Setting<double> L1 = Setting.Number("l1", "weight of the L1 norm in the loss", 0, 0);
    private static readonly Setting<double> Tolerance =
        Setting.Number("tolerance", "relative improvement at which the optimization stops", 1e-4, 0, minimumAllowed: false);
    private static readonly Setting<int> Iterations = Setting.Integer("iterations", "most iterations of L-BFGS", 200, 1);
    private static readonly Setting<double> Ridge =
        Setting.Number("l2", "weight of the squared L2 norm of the weights, beside the sum of squared errors", 0, 0);

    /// <summary>The settings of <see cref="Classifier"/>.</summary>
    public static IReadOnlyList<Setting> ClassifierSettings { get; } = [L2, L1, Tolerance, Iterations];

    /// <summary>Multinomial logistic regression by L-BFGS.</summary>
    public static LearnerKind MaximumEntropy { get; } = Kind(
        "lbfgs-maximum-entropy",
        "linear: ML.NET's LbfgsMaximumEntropy, multinomial logistic regression by L-BFGS",
        LearningTask.Multiclass,
        ClassifierSettings,
        (ml, settings) => Classifier(ml, LearningTask.Multiclass, settings));

    /// <summary>Logistic regression by L-BFGS.</summary>
    public static LearnerKind LogisticRegression { get; } = Kind(
        "lbfgs-logistic-regression",
        "linear: ML.NET's LbfgsLogisticRegression, logistic regression by L-BFGS",
        LearningTask.Binary,
        ClassifierSettings,
        (ml, settings) => Classifier(ml, LearningTask.Binary, settings));

    /// <summary>Least squares, solved exactly.</summary>
    public static LearnerKind LinearRegression { get; } = Kind(
        "linear-regression",
        "linear: least squares, solved exactly; with a ridge penalty where l2 is above 0",
        LearningTask.Regression,
        [Ridge],
        (ml, settings) => ml.Regression.Trainers.LeastSquares(new LeastSquaresOptions
        {
            LabelColumnName = Columns.Label,
            FeatureColumnName = Columns.Features,
            L2 = settings.Get(Ridge),
        }));

    /// <summary>Logistic regression by L-BFGS, for several classes or for two.</summary>
    public static IEstimator<ITransformer> Classifier(MLContext ml, LearningTask task, Settings settings) =>
        task == LearningTask.Multiclass
            ? ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(Set(new LbfgsMaximumEntropyMulticlassTrainer.Options(), settings))
            : ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Set(new LbfgsLogisticRegressionBinaryTrainer.Options(), settings));

    private static LearnerKind Kind(
        string name, string description, LearningTask task, IReadOnlyList<Setting> settings, Func<MLContext, Settings,
            IEstimator<ITransformer>> trainer) => new(
        name, description, [task], [.. settings, SharedSettings.Standardizing], (_, learner, values) => new Learner
        {
            Name = learner,
            Settings = values,
            Scaling = values.Get(SharedSettings.Standardizing),
            CreateTrainer = (ml, _) => trainer(ml, values),
            Describe = Describe,
        });

    private static TOptions Set<TOptions, TTransformer, TModel>(
        LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase options, Settings settings)
        where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        options.LabelColumnName = Columns.Label;
        options.FeatureColumnName = Columns.Features;
        options.L1Regularization = (float)settings.Get(L1);
        options.L2Regularization = (float)settings.Get(L2);
        options.OptimizationTolerance = (float)settings.Get(Tolerance);
        options.MaximumNumberOfIterations = settings.Get(Iterations);
        options.NumberOfThreads = 1;
        return (TOptions)options;
    }

    /// <summary>The size of a linear model.</summary>
    public static TrainingReport Describe(ITransformer transformer) => transformer switch
    {
        ISingleFeaturePredictionTransformer<MaximumEntropyModelParameters> { Model: var model } =>
            new TrainingReport(ParametersOf(model), []),
        ISingleFeaturePredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters,
            PlattCalibrator>> { Model.SubModel: var model } =>
            new TrainingReport(model.Weights.Count + 1, []),
        ISingleFeaturePredictionTransformer<LinearModel> { Model: var model } =>
            new TrainingReport(model.Weights.Count + 1, []),
        _ => TrainingReport.Empty,
    };

    private static long ParametersOf(MaximumEntropyModelParameters model)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out var classes);
        return weights.Sum(row => (long)row.Length) + classes;
    }
}
