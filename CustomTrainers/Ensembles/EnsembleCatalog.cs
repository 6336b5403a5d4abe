using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;
using static Microsoft.ML.BinaryClassificationCatalog;
using static Microsoft.ML.MulticlassClassificationCatalog;
using static Microsoft.ML.RegressionCatalog;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>Puts ensembles and k-fold bagging of any estimators beside ML.NET's own trainers.</summary>
[SuppressMessage(
    "Naming", "CA1708:Identifiers should differ by more than case", Justification = "The rule takes the names that the compiler gives to "
    + "extension blocks for one.")]
public static class EnsembleCatalog
{
    /// <summary>
    /// Ensembles that predict a class. They read a key label and add <c>PredictedLabel</c> (key) and <c>Score</c> (class probabilities).
    /// </summary>
    extension(MulticlassClassificationTrainers trainers)
    {
        /// <summary>A weighted ensemble of estimators, each of them bagged over folds.</summary>
        /// <param name="options">Members, folds and calibration.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public EnsembleTrainer Ensemble(EnsembleOptions options) =>
            new(CatalogEnvironment.Of(trainers), EnsembleOutput.Classes, options);

        /// <summary>One estimator, trained once for each fold on the rows of all others; a prediction is the mean.</summary>
        /// <param name="estimator">A trainer or a whole chain.</param>
        /// <param name="folds">The folds, at least 2.</param>
        /// <param name="labelColumnName">The label's column.</param>
        public EnsembleTrainer Bagging(IEstimator<ITransformer> estimator, int folds = 5, string labelColumnName = "Label") =>
            trainers.Ensemble(Alone(estimator, folds, labelColumnName));
    }

    /// <summary>
    /// Ensembles that tell true from false. They read a Boolean label and add <c>PredictedLabel</c>, <c>Score</c> (the logit of true) and
    /// <c>Probability</c> (of true).
    /// </summary>
    extension(BinaryClassificationTrainers trainers)
    {
        /// <summary>A weighted ensemble of estimators, each of them bagged over folds.</summary>
        /// <param name="options">Members, folds and calibration.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public EnsembleTrainer Ensemble(EnsembleOptions options) => new(CatalogEnvironment.Of(trainers), EnsembleOutput.Truth, options);

        /// <summary>One estimator, trained once for each fold on the rows of all others; a prediction is the mean.</summary>
        /// <param name="estimator">A trainer or a whole chain.</param>
        /// <param name="folds">The folds, at least 2.</param>
        /// <param name="labelColumnName">The label's column.</param>
        public EnsembleTrainer Bagging(IEstimator<ITransformer> estimator, int folds = 5, string labelColumnName = "Label") =>
            trainers.Ensemble(Alone(estimator, folds, labelColumnName));
    }

    /// <summary>
    /// Ensembles that predict a number. They read a label of type <see cref="float"/> and add <c>Score</c>.
    /// </summary>
    extension(RegressionTrainers trainers)
    {
        /// <summary>A weighted ensemble of estimators, each of them bagged over folds.</summary>
        /// <param name="options">Members and folds.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public EnsembleTrainer Ensemble(EnsembleOptions options) => new(CatalogEnvironment.Of(trainers), EnsembleOutput.Number, options);

        /// <summary>One estimator, trained once for each fold on the rows of all others; a prediction is the mean.</summary>
        /// <param name="estimator">A trainer or a whole chain.</param>
        /// <param name="folds">The folds, at least 2.</param>
        /// <param name="labelColumnName">The label's column.</param>
        public EnsembleTrainer Bagging(IEstimator<ITransformer> estimator, int folds = 5, string labelColumnName = "Label") =>
            trainers.Ensemble(Alone(estimator, folds, labelColumnName));
    }

    private static EnsembleOptions Alone(IEstimator<ITransformer> estimator, int folds, string labelColumnName) => new()
    {
        Members = [("bagged", estimator)],
        Folds = folds,
        LabelColumnName = labelColumnName,
    };
}
