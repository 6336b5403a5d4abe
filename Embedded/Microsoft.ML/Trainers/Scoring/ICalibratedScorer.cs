using Microsoft.ML.Calibrators;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>A binary classifier that makes its raw score a probability.</summary>
internal interface ICalibratedScorer : IValueScorer
{
    ICalibrator Calibrator { get; }
}
