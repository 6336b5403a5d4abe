using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace Microsoft.ML.Evaluation;

/// <summary>Gathers <see cref="MulticlassClassificationMetrics"/> row by row.</summary>
internal sealed class MulticlassAccumulator
{
    private const float SmallestProbability = 1e-15f;

    private readonly string[] _classNames;
    private readonly int _topK;
    private readonly double[][] _confusion;
    private readonly double[] _classCounts;
    private readonly double[] _classLosses;
    private readonly double[] _ranks;
    private double _count;
    private double _correct;
    private double _loss;

    /// <param name="classNames">One for each score.</param>
    /// <param name="topK">The largest K of the top-K accuracies; 0 for none.</param>
    public MulticlassAccumulator(string[] classNames, int topK)
    {
        _classNames = classNames;
        _topK = topK;
        _confusion = [.. classNames.Select(_ => new double[classNames.Length])];
        _classCounts = new double[classNames.Length];
        _classLosses = new double[classNames.Length];
        _ranks = new double[classNames.Length + 1];
    }

    /// <summary>Rows of a class that has no score: they count as wrong, with the largest loss there is.</summary>
    public long UnknownClassCount { get; private set; }

    /// <param name="label">The true class, from 0.</param>
    /// <param name="scores">[classes], all finite.</param>
    public void Add(int label, ReadOnlySpan<float> scores)
    {
        bool known = label < scores.Length;
        float labelScore = known ? scores[label] : 0;
        double loss = -Math.Log(known ? Math.Min(1, Math.Max(SmallestProbability, labelScore)) : SmallestProbability);

        // Among equal scores the class of lower index ranks first, here and in the prediction.
        int rank = 0, predicted = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            if (scores[k] > labelScore || (scores[k] == labelScore && k < label))
                rank++;
            if (scores[predicted] < scores[k])
                predicted = k;
        }

        _count++;
        _loss += loss;
        _ranks[rank]++;
        if (rank == 0)
            _correct++;
        if (!known)
        {
            UnknownClassCount++;
            return;
        }

        _classCounts[label]++;
        _classLosses[label] += loss;
        _confusion[label][predicted]++;
    }

    public MulticlassClassificationMetrics ToMetrics()
    {
        double logLoss = _count > 0 ? _loss / _count : 0;
        return new MulticlassClassificationMetrics(
            _count > 0 ? _correct / _count : 0,
            MacroAccuracy(),
            logLoss,
            Reduction(logLoss),
            _topK,
            _topK > 0 ? TopK() : null,
            ImmutableArray.CreateRange(Enumerable.Range(0, _classCounts.Length).Select(k => _classCounts[k] > 0 ? _classLosses[k] / _classCounts[k] : 0)),
            new ConfusionMatrix(_confusion, _classNames, isBinary: false));
    }

    private double MacroAccuracy()
    {
        double sum = 0;
        int present = 0;
        for (int k = 0; k < _classCounts.Length; k++)
        {
            if (_classCounts[k] == 0)
                continue;
            present++;
            sum += _confusion[k][k] / _classCounts[k];
        }

        return present > 0 ? sum / present : 0;
    }

    private double Reduction(double logLoss)
    {
        double entropy = 0;
        foreach (double count in _classCounts)
        {
            if (count != 0)
                entropy += count * Math.Log(count / _count);
        }

        entropy /= -_count;
        return (entropy - logLoss) / entropy;
    }

    private ImmutableArray<double> TopK()
    {
        var accuracies = ImmutableArray.CreateBuilder<double>(_topK);
        double sum = 0;
        foreach (double rank in _ranks.Take(_topK))
            accuracies.Add(sum += rank / _count);
        return accuracies.ToImmutable();
    }
}
