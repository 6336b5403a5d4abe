using Microsoft.ML.Calibrators;
using Microsoft.ML.Saving;

[assembly: LoadableComponent(CalibratedModelLoading.Signature, typeof(CalibratedModelLoading))]

namespace Microsoft.ML.Saving;

/// <summary>How a calibrated model is loaded: its types are those of its parts.</summary>
internal static class CalibratedModelLoading
{
    public const string Signature = "Calibrated";

    public static object Load(ModelLoadContext ctx)
    {
        object subModel = ctx.LoadComponent<object>("SubModel");
        var calibrator = ctx.LoadComponent<ICalibrator>("Calibrator");
        Type type = typeof(ValueCalibratedModelParameters<,>).MakeGenericType(subModel.GetType(), calibrator.GetType());
        return Activator.CreateInstance(type, subModel, calibrator)!;
    }
}
