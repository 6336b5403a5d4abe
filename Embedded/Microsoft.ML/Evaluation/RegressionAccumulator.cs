using Microsoft.ML.Data;

namespace Microsoft.ML.Evaluation;

/// <summary>Gathers <see cref="RegressionMetrics"/> row by row. Rows whose label or score is NaN do not count.</summary>
internal sealed class RegressionAccumulator
{
    private double _count;
    private double _absoluteSum;
    private double _squareSum;
    private double _lossSum;
    private double _labelSum;
    private double _squaredLabelSum;

    public void Add(float label, float score)
    {
        if (float.IsNaN(label) || float.IsNaN(score))
            return;
        double absolute = Math.Abs((double)label - score);
        float difference = score - label;
        _count++;
        _absoluteSum += absolute;
        _squareSum += absolute * absolute;
        _lossSum += difference * difference;
        _labelSum += label;
        _squaredLabelSum += label * label;
    }

    /// <summary>Without rows every metric is 0.</summary>
    public RegressionMetrics ToMetrics()
    {
        if (_count == 0)
            return new RegressionMetrics(0, 0, 0, 0, 0);
        double meanSquare = _squareSum / _count;
        double variation = _squaredLabelSum - (_labelSum * _labelSum / _count);
        double rSquared = variation == 0 ? double.NaN : 1 - (_squareSum / variation);
        return new RegressionMetrics(_absoluteSum / _count, meanSquare, Math.Sqrt(meanSquare), _lossSum / _count, rSquared);
    }
}
