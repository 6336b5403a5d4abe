namespace Microsoft.ML.Calibrators;

/// <summary>The base of models that are a classifier and a calibrator of its scores.</summary>
public abstract class CalibratedModelParametersBase
{
    private protected CalibratedModelParametersBase(object subModel, ICalibrator calibrator)
    {
        SubModel = Check.NotNull(subModel);
        Calibrator = Check.NotNull(calibrator);
    }

    /// <summary>The classifier.</summary>
    public object SubModel { get; }

    /// <summary>The calibrator.</summary>
    public ICalibrator Calibrator { get; }
}
