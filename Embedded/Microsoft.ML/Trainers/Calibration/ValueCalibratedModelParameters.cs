using Microsoft.ML.Saving;

namespace Microsoft.ML.Calibrators;

/// <summary>The calibrated model that trainers give.</summary>
internal sealed class ValueCalibratedModelParameters<TSubModel, TCalibrator>(TSubModel subModel, TCalibrator calibrator)
    : CalibratedModelParametersBase<TSubModel, TCalibrator>(subModel, calibrator), ICanSaveModel
    where TSubModel : class
    where TCalibrator : class, ICalibrator
{
    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = CalibratedModelLoading.Signature;
        ScoringSaving.SavePart(ctx, "SubModel", SubModel);
        ScoringSaving.SavePart(ctx, "Calibrator", Calibrator);
    }
}
