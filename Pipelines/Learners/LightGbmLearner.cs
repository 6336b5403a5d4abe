using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>LightGBM's boosted trees through ML.NET's trainers.</summary>
/// <remarks>
/// One thread and histograms by columns, whatever the trial may use: sums of a parallel training depend on the number of threads, and by
/// default LightGBM chooses between two orders of summing by which was faster. ML.NET trains one LightGBM model at a time in a process;
/// others wait.
/// </remarks>
internal static class LightGbmLearner
{
    public const string Name = "light-gbm";

    private static readonly Setting<bool> Softmax = Setting.Choice(
        "multiclass", "how several classes are learned: on the softmax, or one classifier of each against the rest",
        ("softmax", true), ("one-versus-all", false));
    private static readonly Setting<double> L2 = Setting.Number(
        "l2", "weight of the squared L2 norm of the leaves; with little or none, scores of many classes can run away on the softmax", 1, 0);
    private static readonly Setting<double> L1 = Setting.Number("l1", "weight of the L1 norm of the leaves", 0, 0);
    private static readonly Setting<double> MinimumGain = Setting.Number("min-gain", "least gain of a split", 0, 0);
    private static readonly Setting<double> MinimumHessian = Setting.Number(
        "min-hessian", "least sum of second derivatives in a leaf", 0.1, 0);
    private static readonly Setting<double> RowFraction = Setting.Share("row-fraction", "share of the rows that trees see", 1);
    private static readonly Setting<int> RowFrequency = Setting.Integer(
        "row-frequency", "rounds after which other rows are drawn, where row-fraction is below 1", 1, 1);

    private static readonly Setting<int> Patience = Setting.Integer(
        "patience", "rounds without a lower validation loss after which training stops, back at the best round; 0 for never", 0, 0);

    /// <summary>The most leaves that LightGBM grows.</summary>
    private const int MostLeaves = 131_072;

    private static readonly SemaphoreSlim Turn = new(1, 1);

    public static LearnerKind Kind { get; } = new(
        Name,
        "boosted trees: LightGBM through ML.NET, for several classes on the softmax",
        [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression],
        [
            .. TreeSettings.Shared, TreeSettings.Depth, Softmax, L2, L1, MinimumGain, MinimumHessian, RowFraction, RowFrequency,
                Patience, SharedSettings.NoScaling,
        ],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings)
    {
        if (settings.Get(TreeSettings.Leaves) is var leaves && leaves > MostLeaves)
        {
            throw new ArgumentException(
                $"The setting '{TreeSettings.Leaves.Name}' is {leaves}; LightGBM grows at most {MostLeaves} leaves.", nameof(settings));
        }

        return new Learner
        {
            Name = name,
            Settings = settings,
            Scaling = settings.Get(SharedSettings.NoScaling),
            Missing = MissingFeatures.Kept, // each split has a side for them
            Turn = Turn,
            CreateTrainer = (ml, context) => Trainer(ml, task, settings, context),
            Describe = TreeSize.Describe,
        };
    }

    private static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, Settings settings, TrainingContext context)
    {
        if (settings.Get(Patience) > 0 && !context.Splits.ContainsKey(Split.Validation))
        {
            throw new ArgumentException(
                $"The setting '{Patience.Name}' needs rows to validate on, and the data have none: give them some, or leave the setting "
                    + "out.", nameof(context));
        }

        switch (task)
        {
            case LearningTask.Multiclass:
                var classes = ml.MulticlassClassification.Trainers.LightGbm(Set(
                    new LightGbmMulticlassTrainer.Options
                    {
                        UseSoftmax = settings.Get(Softmax),
                        EvaluationMetric = LightGbmMulticlassTrainer.Options.EvaluateMetricType.LogLoss,
                    },
                    settings, context));
                return Validated(classes, classes.Fit);
            case LearningTask.Binary:
                var truth = ml.BinaryClassification.Trainers.LightGbm(Set(
                    new LightGbmBinaryTrainer.Options { EvaluationMetric = LightGbmBinaryTrainer.Options.EvaluateMetricType.Logloss },
                    settings, context));
                return Validated(truth, truth.Fit);
            default:
                var number = ml.Regression.Trainers.LightGbm(Set(new LightGbmRegressionTrainer.Options(), settings, context));
                return Validated(number, number.Fit);
        }

        IEstimator<ITransformer> Validated(IEstimator<ITransformer> trainer, Func<IDataView, IDataView, ITransformer> fit) =>
            settings.Get(Patience) > 0
                ? new ValidatedTrainer(trainer, rows => fit(rows, context.Monitors([Split.Validation]).Single().Data))
                : trainer;
    }

    /// <summary>Fills in the options that the three trainers share; each has them from a base class of its own.</summary>
    private static TOptions Set<TOptions, TOutput, TTransformer, TModel>(
        LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase options, Settings settings, TrainingContext context)
        where TOptions : LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        var rows = settings.Get(RowFraction);
        options.LabelColumnName = Columns.Label;
        options.FeatureColumnName = Columns.Features;
        options.NumberOfIterations = settings.Get(TreeSettings.Trees);
        options.NumberOfLeaves = settings.Get(TreeSettings.Leaves);
        options.LearningRate = settings.Get(TreeSettings.Rate);
        options.MinimumExampleCountPerLeaf = settings.Get(TreeSettings.LeafRows);
        options.MaximumBinCountPerFeature = settings.Get(TreeSettings.Bins);
        options.Booster = new GradientBooster.Options
        {
            FeatureFraction = settings.Get(TreeSettings.FeatureFraction),
            MaximumTreeDepth = settings.Get(TreeSettings.Depth),
            L2Regularization = settings.Get(L2),
            L1Regularization = settings.Get(L1),
            MinimumSplitGain = settings.Get(MinimumGain),
            MinimumChildWeight = settings.Get(MinimumHessian),
            SubsampleFraction = rows,
            SubsampleFrequency = rows < 1 ? settings.Get(RowFrequency) : 0,
        };
        options.EarlyStoppingRound = settings.Get(Patience);
        options.UseCategoricalSplit = false;
        options.Seed = context.Seed;
        options.NumberOfThreads = 1;
        options.Deterministic = true;
        options.ForceColumnWise = true;
        return (TOptions)options;
    }

    /// <summary>A trainer that is given rows to validate on when it is fitted.</summary>
    private sealed class ValidatedTrainer(IEstimator<ITransformer> trainer, Func<IDataView, ITransformer> fit) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => trainer.GetOutputSchema(inputSchema);
    }
}

/// <summary>LightGBM's native library: whether it loads on this machine, looked up once.</summary>
internal static class LightGbmLibrary
{
    private const string Name = "lib_lightgbm";

    private static readonly Lazy<string?> Found = new(() => WhyNot(Load));

    /// <summary>Why it does not load, in a sentence that says what to do; null where it loads.</summary>
    public static string? WhyMissing => Found.Value;

    /// <summary>The sentence that a try to load the library leads to, null where it works.</summary>
    /// <param name="load">Loads it, or throws as .NET does.</param>
    internal static string? WhyNot(Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"The native library of LightGBM, {Name}, does not load on this machine ({Reason(exception)}). "
                + "Its package has it for x64 processors with Windows, Linux or macOS. On Linux it needs OpenMP's library: install the "
                + "package libgomp1 (Debian, Ubuntu) or libgomp (Fedora); "
                + "on macOS install libomp (brew install libomp).";
        }
    }

    /// <summary>
    /// Finds the library as ML.NET's calls into it do, through the same assembly. A library that was loaded stays so until the process
    /// ends.
    /// </summary>
    private static void Load() => NativeLibrary.Load(Name, typeof(LightGbmMulticlassTrainer).Assembly, searchPath: null);

    /// <summary>
    /// The line of a message that names a file that is not there for the library, where there is one: .NET's message has a line for each
    /// place that it looked at.
    /// </summary>
    private static string Reason(Exception exception)
    {
        var lines = exception.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = Array.Find(
            lines, line => line.Contains(".so.", StringComparison.Ordinal)
                || line.Contains("libomp", StringComparison.Ordinal)) ?? lines.FirstOrDefault("no reason given");
        return line.TrimEnd('.');
    }
}
