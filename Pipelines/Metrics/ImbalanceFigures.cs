using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Metrics;

/// <summary>Figures of a classification that a large class cannot hide behind, from the counts of the confusion matrix.</summary>
internal static class ImbalanceFigures
{
    /// <summary>
    /// Mean over the classes of the harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); a class that is neither present nor
    /// predicted does not count.
    /// </summary>
    public static double MacroF1(ConfusionMatrix matrix)
    {
        var (right, actual, predicted) = Sums(matrix.Counts);
        double sum = 0;
        var classes = 0;
        for (var i = 0; i < right.Length; i++)
        {
            if (actual[i] + predicted[i] == 0)
                continue;
            sum += 2 * right[i] / (actual[i] + predicted[i]);
            classes++;
        }

        return classes == 0 ? double.NaN : sum / classes;
    }

    /// <summary>
    /// Matthews' correlation of actual and predicted classes for any number of classes (Gorodkin 2004, R_K): 1 is perfect, 0 no better than
    /// chance or a single class.
    /// </summary>
    /// <param name="counts">[actual, predicted] rows.</param>
    public static double MatthewsCorrelation(IReadOnlyList<IReadOnlyList<double>> counts)
    {
        var (right, actual, predicted) = Sums(counts);
        var total = actual.Sum();
        var covariance = (right.Sum() * total) - actual.Zip(predicted, (a, p) => a * p).Sum();
        var spread = Math.Sqrt((total * total) - predicted.Sum(p => p * p)) * Math.Sqrt((total * total) - actual.Sum(a => a * a));
        return spread > 0 ? covariance / spread : 0;
    }

    private static (double[] Right, double[] Actual, double[] Predicted) Sums(IReadOnlyList<IReadOnlyList<double>> counts)
    {
        var n = counts.Count;
        var (right, actual, predicted) = (new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var count = counts[i][j];
                actual[i] += count;
                predicted[j] += count;
                if (i == j)
                    right[i] = count;
            }
        }

        return (right, actual, predicted);
    }
}
