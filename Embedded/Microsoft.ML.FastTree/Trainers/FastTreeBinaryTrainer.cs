using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.OneVersusAll;
using Microsoft.ML.Trainers.Scoring;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// Trains boosted trees for two classes. Label: Boolean. Output: PredictedLabel, Score and Probability, 1 / (1 + exp(−2 · learning rate · score)).
/// </summary>
public sealed partial class FastTreeBinaryTrainer : BoostingFastTreeTrainerBase<
    FastTreeBinaryTrainer.Options,
    BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>>,
    CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>>, IAllClassesTrainer
{
    internal FastTreeBinaryTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), RoleColumns.BooleanLabel(options.LabelColumnName))
    {
    }

    string IAllClassesTrainer.FeatureColumnName => FeatureColumn.Name;

    /// <summary>Trains, and lets early stopping and pruning look at the validation rows.</summary>
    public BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>> Fit(
        IDataView trainData, IDataView validationData) => TrainWithValidation(trainData, validationData);

    IValueScorer[]? IAllClassesTrainer.TrainClasses(IDataView data, string labelColumnName, long? mostRows)
    {
        // The weights of classes differ from classifier to classifier.
        if (FastTreeTrainerOptions.UnbalancedSets)
            return null;
        CreateWatch(data, null);
        int classes = data.Schema[labelColumnName].Type.KeyCountAsInt();
        if (classes == 1)
            return null;
        TrainingRows rows = ReadExamples(data, labelColumnName, mostRows).ToRows();
        TreeEnsemble all = GradientBooster.Train(rows, LogisticLoss.OneVersusAll(classes), FastTreeTrainerOptions.ToEngine()).Ensemble;
        ReportEmptyTrees(all.Trees);
        return [.. Enumerable.Range(0, classes).Select(k => CreateModel(rows.Features.Columns, all.Trees.Where((_, i) => i % classes == k)))];
    }

    private protected override BoostingLoss CreateLoss() => new LogisticLoss();

    /// <summary>The share of rows on the wrong side.</summary>
    private protected override double Measure(WatchedRows rows) => rows.MeanError((score, label) => score > 0 == label > 0 ? 0 : 1);

    private protected override TrainingRows CreateRows(TreeExamples examples)
    {
        if (!FastTreeTrainerOptions.UnbalancedSets)
            return examples.ToRows();
        int positives = examples.Labels.Count(label => label > 0), negatives = examples.Count - positives;
        if (positives == 0 || negatives == 0)
            throw new InvalidOperationException($"Only one class in training set. With UnbalancedSets, there must be rows of both; there are {positives} positive and {negatives} negative ones.");
        return examples.ToRows() with { ClassWeights = new[] { 1f / negatives, 1f / positives } };
    }

    // The engine's scores are log odds; ML.NET's are smaller by twice the learning rate, which its calibrator multiplies with.
    private protected override CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> CreateModel(int featureCount, IEnumerable<Tree> trees)
    {
        double slope = FastTreeTrainerOptions.Slope;
        var model = new FastTreeBinaryModelParameters(GrownTrees.Create(featureCount, trees, 1 / slope, FastTreeTrainerOptions.GainOfEngineUnit));
        return new ValueCalibratedModelParameters<FastTreeBinaryModelParameters, PlattCalibrator>(model, new PlattCalibrator(-slope, 0));
    }

    private protected override BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>> CreateTransformer(
        CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema) => TrainerOutput.Binary(calibrated: true);
}
