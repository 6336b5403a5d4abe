namespace Microsoft.ML.Calibrators;

/// <summary>The calibrated model that trainers give.</summary>
internal sealed class ValueCalibratedModelParameters<TSubModel, TCalibrator>(TSubModel subModel, TCalibrator calibrator)
    : CalibratedModelParametersBase<TSubModel, TCalibrator>(subModel, calibrator)
    where TSubModel : class
    where TCalibrator : class, ICalibrator;
