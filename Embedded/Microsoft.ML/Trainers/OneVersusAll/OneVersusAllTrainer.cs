using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.OneVersusAll;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Trainers;

/// <summary>
/// Trains a binary classifier for each class against all others. Label: a key. Output: PredictedLabel, and Score: the classifiers'
/// probabilities divided by their sum, or their raw scores.
/// </summary>
public sealed class OneVersusAllTrainer : MetaMulticlassTrainer<MulticlassPredictionTransformer<OneVersusAllModelParameters>, OneVersusAllModelParameters>
{
    private readonly Func<IDataView, ISingleFeaturePredictionTransformer<object>> _train;
    private readonly IAllClassesTrainer? _together;
    private readonly bool _missingIsNegative;
    private readonly int _maximumCalibrationExamples;
    private readonly bool _useProbabilities;

    internal OneVersusAllTrainer(
        IHostEnvironment env,
        Func<IDataView, ISingleFeaturePredictionTransformer<object>> train,
        IAllClassesTrainer? together,
        TrainerInfo info,
        string labelColumnName,
        bool missingIsNegative,
        int maximumCalibrationExamples,
        bool useProbabilities)
        : base(env.Register(nameof(OneVersusAllTrainer)), RoleColumns.KeyLabel(labelColumnName), info)
    {
        Check.Param(maximumCalibrationExamples > 0, "maximumCalibrationExampleCount", $"Must be positive, not {maximumCalibrationExamples}.");
        _train = train;
        _together = together;
        _missingIsNegative = missingIsNegative;
        _maximumCalibrationExamples = maximumCalibrationExamples;
        _useProbabilities = useProbabilities;
    }

    /// <summary>Trains the classifiers: together where their trainer can do that, else one after the other.</summary>
    public override MulticlassPredictionTransformer<OneVersusAllModelParameters> Fit(IDataView input)
    {
        GetOutputSchema(SchemaShape.Create(Check.NotNull(input).Schema));
        DataViewSchema.Column label = input.Schema[LabelColumn.Name];
        IDataView labeled = _missingIsNegative ? input : new MissingFilter(input, [LabelColumn.Name]);
        if (!_missingIsNegative && _together?.TrainClasses(labeled, LabelColumn.Name, input.GetRowCount()) is { } trainedTogether)
            return CreateTransformer(trainedTogether, input, _together.FeatureColumnName, label);
        var models = new IValueScorer[label.Type.KeyCountAsInt()];
        string featureColumn = "";
        for (int k = 0; k < models.Length; k++)
        {
            IDataView data = new ClassAgainstRest(LabelColumn.Name, k).Transform(labeled);
            ISingleFeaturePredictionTransformer<object> trained = _train(data);
            featureColumn = trained.FeatureColumnName;
            var model = trained.Model as IValueScorer
                ?? throw new InvalidOperationException($"{trained.Model.GetType().Name} cannot be used in {nameof(OneVersusAllTrainer)}: it gives no score.");
            models[k] = _useProbabilities ? Calibrated(model, trained, data) : model;
        }

        return CreateTransformer(models, input, featureColumn, label);
    }

    private MulticlassPredictionTransformer<OneVersusAllModelParameters> CreateTransformer(
        IValueScorer[] models, IDataView input, string featureColumn, DataViewSchema.Column label) =>
        new(new OneVersusAllModelParameters(models, _useProbabilities), featureColumn, input.Schema[featureColumn].Type, label.Annotations);

    private IValueScorer Calibrated(IValueScorer model, ISingleFeaturePredictionTransformer<object> trained, IDataView data)
    {
        if (model is ICalibratedScorer)
            return model;
        PlattCalibrator calibrator = PlattFit.Fit(trained.Transform(data), LabelColumn.Name, DefaultColumnNames.Score, _maximumCalibrationExamples);
        return new ValueCalibratedModelParameters<object, PlattCalibrator>(model, calibrator);
    }
}
