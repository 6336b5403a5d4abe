using Microsoft.ML;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Metrics;

/// <summary>
/// What can be said of predictions of true and false whatever rows there are: ML.NET's evaluator gives no figure at all where the rows are
/// of one class.
/// </summary>
internal sealed class BinaryCounts
{
    /// <summary>Rows that are true and were predicted so.</summary>
    public long TruePositives { get; private set; }

    /// <summary>Rows that are false and were predicted true.</summary>
    public long FalsePositives { get; private set; }

    /// <summary>Rows that are true and were predicted false.</summary>
    public long FalseNegatives { get; private set; }

    /// <summary>Rows that are false and were predicted so.</summary>
    public long TrueNegatives { get; private set; }

    /// <summary>Rows whose class has the probability 0.</summary>
    public long Impossible { get; private set; }

    /// <summary>Mean negative natural logarithm of the probability of the row's class; NaN where there are no probabilities.</summary>
    public double LogLoss { get; private set; } = double.NaN;

    /// <summary>Rows that are true.</summary>
    public long Positives => TruePositives + FalseNegatives;

    /// <summary>Rows that are false.</summary>
    public long Negatives => TrueNegatives + FalsePositives;

    /// <summary>All rows.</summary>
    public long Rows => Positives + Negatives;

    /// <summary>Share of rows whose predicted class is right.</summary>
    public double Accuracy => (double)(TruePositives + TrueNegatives) / Rows;

    /// <summary>2 TP / (2 TP + FP + FN); NaN where no row is true or predicted so.</summary>
    public double F1 => 2.0 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Counts rows by actual and predicted class, true first.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Matrix => [[TruePositives, FalseNegatives], [FalsePositives, TrueNegatives]];

    /// <summary>Counts the predictions in one pass.</summary>
    public static BinaryCounts Of(IDataView predictions)
    {
        var schema = predictions.Schema;
        var (label, predicted) = (schema[Columns.Label], schema[Columns.PredictedLabel]);
        var probability = schema.GetColumnOrNull(Columns.Probability);
        using var cursor = predictions.GetRowCursor(probability is { } more ? [label, predicted, more] : [label, predicted]);
        var (getLabel, getPredicted) = (cursor.GetGetter<bool>(label), cursor.GetGetter<bool>(predicted));
        var getProbability = probability is { } column ? cursor.GetGetter<float>(column) : null;
        var (counts, sum) = (new BinaryCounts(), 0.0);
        var (actual, answer, ofTrue) = (false, false, 0f);
        while (cursor.MoveNext())
        {
            getLabel(ref actual);
            getPredicted(ref answer);
            counts.Add(actual, answer);
            if (getProbability is null)
                continue;
            getProbability(ref ofTrue);
            var right = actual ? ofTrue : 1.0 - ofTrue;
            counts.Impossible += right == 0 ? 1 : 0;
            sum -= Math.Log(right);
        }

        if (getProbability is not null)
            counts.LogLoss = sum / counts.Rows;
        return counts;
    }

    private void Add(bool actual, bool predicted)
    {
        if (actual && predicted)
            TruePositives++;
        else if (actual)
            FalseNegatives++;
        else if (predicted)
            FalsePositives++;
        else
            TrueNegatives++;
    }
}
