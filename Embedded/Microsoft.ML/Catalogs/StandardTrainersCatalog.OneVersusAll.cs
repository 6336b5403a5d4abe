using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.OneVersusAll;

namespace Microsoft.ML;

public static partial class StandardTrainersCatalog
{
    /// <summary>A binary classifier for each class against all others.</summary>
    /// <param name="catalog">The multiclass trainers.</param>
    /// <param name="binaryEstimator">The trainer of the classifiers, whose label column has the same name.</param>
    /// <param name="labelColumnName">The label: a key.</param>
    /// <param name="imputeMissingLabelsAsNegative">Whether a row without label counts as a negative one for each class; else it is left out.</param>
    /// <param name="calibrator">Must be null: classifiers without probabilities get Platt's calibrator.</param>
    /// <param name="maximumCalibrationExampleCount">The first rows that the calibrator is fitted to.</param>
    /// <param name="useProbabilities">Whether the scores are probabilities, which sum to 1, or the classifiers' raw scores.</param>
    public static OneVersusAllTrainer OneVersusAll<TModel>(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        ITrainerEstimator<BinaryPredictionTransformer<TModel>, TModel> binaryEstimator,
        string labelColumnName = DefaultColumnNames.Label,
        bool imputeMissingLabelsAsNegative = false,
        IEstimator<ISingleFeaturePredictionTransformer<ICalibrator>>? calibrator = null,
        int maximumCalibrationExampleCount = 1_000_000_000,
        bool useProbabilities = true)
        where TModel : class
    {
        Check.NotNull(catalog);
        Check.Param(binaryEstimator is not null, nameof(binaryEstimator), "The trainer of one class against the rest must be given; it is null.");
        Check.Param(calibrator is null, nameof(calibrator), "The embedded trainer calibrates by Platt's method alone; leave this null.");
        catalog.Owner.Environment.Register(nameof(OneVersusAllTrainer));
        return new OneVersusAllTrainer(
            catalog.Owner.Environment,
            binaryEstimator.Fit,
            binaryEstimator as IAllClassesTrainer,
            binaryEstimator.Info,
            labelColumnName,
            imputeMissingLabelsAsNegative,
            maximumCalibrationExampleCount,
            useProbabilities);
    }
}
