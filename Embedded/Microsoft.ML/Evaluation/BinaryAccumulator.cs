using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Evaluation;

/// <summary>
/// Gathers <see cref="BinaryClassificationMetrics"/> row by row. Rows with a score that is not finite or a label that is NaN do not
/// count. The areas under the curves are taken over all rows.
/// </summary>
internal sealed class BinaryAccumulator
{
    private readonly List<float> _scores = [];
    private readonly List<bool> _positive = [];
    private double _truePositives;
    private double _falsePositives;
    private double _trueNegatives;
    private double _falseNegatives;
    private double _positiveProbabilities;
    private double _negativeProbabilities;
    private double _loss;

    /// <param name="label">Above 0 for the positive class.</param>
    /// <param name="score">The raw score; above 0 it is a positive prediction.</param>
    /// <param name="probability">Of the positive class; NaN when there is none.</param>
    public void Add(float label, float score, float probability)
    {
        if (!float.IsFinite(score) || float.IsNaN(label))
            return;
        bool positive = label > 0;
        _scores.Add(score);
        _positive.Add(positive);
        CountPrediction(positive, score > 0);
        if (float.IsNaN(probability))
        {
            _loss = double.NaN;
            return;
        }

        _loss -= Math.Log(positive ? probability : 1.0 - probability, 2);
        if (positive)
            _positiveProbabilities++;
        else
            _negativeProbabilities++;
    }

    public BinaryClassificationMetrics ToMetrics(IEnumerable<string> classNames) =>
        new(RocArea(), PrecisionRecallArea(), Confusion(classNames));

    public CalibratedBinaryClassificationMetrics ToCalibratedMetrics(IEnumerable<string> classNames)
    {
        double positives = _truePositives + _falseNegatives;
        double all = positives + _trueNegatives + _falsePositives;
        double withProbability = _positiveProbabilities + _negativeProbabilities;
        double logLoss = double.IsNaN(_loss) ? double.NaN : withProbability > 0 ? _loss / withProbability : 0;
        double prior = Entropy(_positiveProbabilities / withProbability);
        double reduction = withProbability == 0 ? 0 : (prior - (_loss / withProbability)) / prior;
        return new CalibratedBinaryClassificationMetrics(
            RocArea(), PrecisionRecallArea(), Confusion(classNames), logLoss, reduction, Entropy(positives / all));
    }

    private static double Entropy(double probability) => probability switch
    {
        < 0 or > 1 => double.NaN,
        0 or 1 => 0,
        _ => (-probability * Math.Log(probability, 2)) - ((1 - probability) * Math.Log(1 - probability, 2)),
    };

    private void CountPrediction(bool positive, bool predictedPositive)
    {
        if (positive && predictedPositive)
            _truePositives++;
        else if (positive)
            _falseNegatives++;
        else if (predictedPositive)
            _falsePositives++;
        else
            _trueNegatives++;
    }

    private double RocArea() => RankingCurves.AreaUnderRoc(CollectionsMarshal.AsSpan(_scores), CollectionsMarshal.AsSpan(_positive));

    private double PrecisionRecallArea() =>
        RankingCurves.AreaUnderPrecisionRecall(CollectionsMarshal.AsSpan(_scores), CollectionsMarshal.AsSpan(_positive));

    private ConfusionMatrix Confusion(IEnumerable<string> classNames) =>
        new([[_truePositives, _falseNegatives], [_falsePositives, _trueNegatives]], classNames, isBinary: true);
}
