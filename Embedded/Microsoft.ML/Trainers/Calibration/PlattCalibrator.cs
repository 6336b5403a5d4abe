namespace Microsoft.ML.Calibrators;

/// <summary>A sigmoid: 1 / (1 + exp(slope · score + offset)).</summary>
public sealed class PlattCalibrator : ICalibrator
{
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
}
