using Microsoft.ML.Calibrators;
using Microsoft.ML.Saving;

[assembly: LoadableComponent(PlattCalibrator.Signature, typeof(PlattCalibrator))]

namespace Microsoft.ML.Calibrators;

/// <summary>A sigmoid: 1 / (1 + exp(slope · score + offset)).</summary>
public sealed class PlattCalibrator : ICalibrator, ICanSaveModel
{
    internal const string Signature = "PlattCali";

    internal PlattCalibrator(double slope, double offset)
    {
        Slope = slope;
        Offset = offset;
    }

    /// <summary>The factor of the score; −1 for a model whose score is a log odds.</summary>
    public double Slope { get; }

    /// <summary>What is added.</summary>
    public double Offset { get; }

    /// <summary>The probability at that score; NaN for NaN.</summary>
    public float PredictProbability(float output) =>
        float.IsNaN(output) ? output : (float)(1 / (1 + Math.Exp((Slope * output) + Offset)));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.Write(Slope);
        ctx.Writer.Write(Offset);
    }

    internal static PlattCalibrator Load(ModelLoadContext ctx) => new(ctx.Reader.ReadDouble(), ctx.Reader.ReadDouble());
}
