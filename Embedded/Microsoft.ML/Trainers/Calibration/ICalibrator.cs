namespace Microsoft.ML.Calibrators;

/// <summary>Makes a classifier's raw score a probability.</summary>
public interface ICalibrator
{
    /// <summary>The probability of the positive class at that score.</summary>
    float PredictProbability(float output);
}
