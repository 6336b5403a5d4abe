using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.Data;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>LightGBM's boosted trees through ML.NET's trainers.</summary>
/// <remarks>
/// One thread and histograms by columns, whatever the trial may use: sums of a parallel training depend on the number of threads, and by default
/// LightGBM chooses between two orders of summing by which was faster. ML.NET trains one LightGBM model at a time in a process; others wait.
/// </remarks>
internal static class LightGbmLearner
{
    public const string Name = "light-gbm";

    private const string Depth = "depth";
    private const string Multiclass = "multiclass";
    private const string L2 = "l2";
    private const string L1 = "l1";
    private const string MinimumGain = "min-gain";
    private const string MinimumHessian = "min-hessian";
    private const string RowFraction = "row-fraction";
    private const string RowFrequency = "row-frequency";
    private const string Softmax = "softmax";

    /// <summary>The most leaves that LightGBM grows.</summary>
    private const int MostLeaves = 131_072;

    private static readonly SemaphoreSlim Turn = new(1, 1);

    public static LearnerKind Kind { get; } = new(
        Name,
        "boosted trees: LightGBM through ML.NET, for several classes on the softmax",
        [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression],
        [
            .. TreeSettings.Definitions,
            SettingDefinition.Integer(Depth, "most splits between root and leaf, 0 for no limit", 0, 0),
            SettingDefinition.Choice(Multiclass, "how several classes are learned: on the softmax, or one classifier of each against the rest", Softmax, "one-versus-all"),
            SettingDefinition.Number(L2, "weight of the squared L2 norm of the leaves; with little or none, scores of many classes can run away on the softmax", 1, 0),
            SettingDefinition.Number(L1, "weight of the L1 norm of the leaves", 0, 0),
            SettingDefinition.Number(MinimumGain, "least gain of a split", 0, 0),
            SettingDefinition.Number(MinimumHessian, "least sum of second derivatives in a leaf", 0.1, 0),
            SettingDefinition.Share(RowFraction, "share of the rows that trees see", 1),
            SettingDefinition.Integer(RowFrequency, "rounds after which other rows are drawn, where row-fraction is below 1", 1, 1),
            Setting.Scaling(FeatureScaling.None),
        ],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings)
    {
        if (settings.GetInteger(TreeSettings.Leaves) > MostLeaves)
            throw new ArgumentException($"The setting '{TreeSettings.Leaves}' is {settings[TreeSettings.Leaves]}; LightGBM grows at most {MostLeaves} leaves.", nameof(settings));
        return new Learner
        {
            Name = name,
            Settings = settings,
            Scaling = FeatureScaling.Named(settings[Setting.ScalingName]),
            Turn = Turn,
            CreateTrainer = (ml, context) => Trainer(ml, task, settings, context),
            Describe = TreeSize.Describe,
        };
    }

    private static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, Settings settings, TrainingContext context) => task switch
    {
        LearningTask.Multiclass => ml.MulticlassClassification.Trainers.LightGbm(
            Set(new LightGbmMulticlassTrainer.Options { UseSoftmax = settings[Multiclass] == Softmax }, settings, context)),
        LearningTask.Binary => ml.BinaryClassification.Trainers.LightGbm(Set(new LightGbmBinaryTrainer.Options(), settings, context)),
        _ => ml.Regression.Trainers.LightGbm(Set(new LightGbmRegressionTrainer.Options(), settings, context)),
    };

    /// <summary>Fills in the options that the three trainers share; each has them from a base class of its own.</summary>
    private static TOptions Set<TOptions, TOutput, TTransformer, TModel>(
        LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase options, Settings settings, TrainingContext context)
        where TOptions : LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        double rows = settings.GetNumber(RowFraction);
        options.LabelColumnName = Columns.Label;
        options.FeatureColumnName = Columns.Features;
        options.NumberOfIterations = settings.GetInteger(TreeSettings.Trees);
        options.NumberOfLeaves = settings.GetInteger(TreeSettings.Leaves);
        options.LearningRate = settings.GetNumber(TreeSettings.Rate);
        options.MinimumExampleCountPerLeaf = settings.GetInteger(TreeSettings.LeafRows);
        options.MaximumBinCountPerFeature = settings.GetInteger(TreeSettings.Bins);
        options.Booster = new GradientBooster.Options
        {
            FeatureFraction = settings.GetNumber(TreeSettings.FeatureFraction),
            MaximumTreeDepth = settings.GetInteger(Depth),
            L2Regularization = settings.GetNumber(L2),
            L1Regularization = settings.GetNumber(L1),
            MinimumSplitGain = settings.GetNumber(MinimumGain),
            MinimumChildWeight = settings.GetNumber(MinimumHessian),
            SubsampleFraction = rows,
            SubsampleFrequency = rows < 1 ? settings.GetInteger(RowFrequency) : 0,
        };
        options.UseCategoricalSplit = false;
        options.Seed = context.Seed;
        options.NumberOfThreads = 1;
        options.Deterministic = true;
        options.ForceColumnWise = true;
        return (TOptions)options;
    }
}
