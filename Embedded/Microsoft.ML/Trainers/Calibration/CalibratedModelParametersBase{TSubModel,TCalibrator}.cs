using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Calibrators;

/// <summary>A classifier and a calibrator of its scores.</summary>
public abstract class CalibratedModelParametersBase<TSubModel, TCalibrator> : CalibratedModelParametersBase, ICalibratedScorer
    where TSubModel : class
    where TCalibrator : class, ICalibrator
{
    private protected CalibratedModelParametersBase(TSubModel subModel, TCalibrator calibrator)
        : base(subModel, calibrator)
    {
        SubModel = subModel;
        Calibrator = calibrator;
    }

    /// <summary>The classifier.</summary>
    public new TSubModel SubModel { get; }

    /// <summary>The calibrator.</summary>
    public new TCalibrator Calibrator { get; }

    ICalibrator ICalibratedScorer.Calibrator => Calibrator;

    int IFeatureScorer.FeatureCount => Scorer.FeatureCount;

    private IValueScorer Scorer => (IValueScorer)(object)SubModel;

    float IValueScorer.Score(in VBuffer<float> features) => Scorer.Score(in features);
}
