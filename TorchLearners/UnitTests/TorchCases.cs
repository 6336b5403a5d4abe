using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.TorchLearners.UnitTests;

/// <summary>Samples to train on, and how far two trainings are apart.</summary>
internal static class TorchCases
{
    /// <summary>Seeded rows of 7 features for a loss: 5 classes, 2 classes, or numbers.</summary>
    public static SampleSet<double> Samples(LossDefinition loss, int rows, bool weighted)
    {
        const int Columns = 7;
        var random = new Random(11);
        var features = Enumerable.Range(0, rows * Columns).Select(_ => random.NextDouble() * 4 - 2).ToArray();
        double Target(int row) => Math.Sin(features[row * Columns]) + features[row * Columns + 1] * features[row * Columns + 2];
        double[] weights = weighted ? [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() + 0.1)] : [];
        var targets = Enumerable.Range(0, rows).Select(Target).ToArray();
        return loss switch
        {
            MeanSquaredError => SampleSet<double>.Regression(features, Columns, targets, 1, weights),
            BinaryCrossEntropy => Classes(2),
            _ => Classes(5),
        };

        SampleSet<double> Classes(int classes) => SampleSet<double>.Classification(
            features, Columns, targets.Select(t => (int)Math.Clamp((t + 3) / 6 * classes, 0, classes - 1)).ToArray(), classes, weights);
    }

    /// <summary>The greatest difference of two networks' parameters and running statistics.</summary>
    public static double Difference(Network<double> a, Network<double> b)
    {
        var greatest = 0.0;
        for (var i = 0; i < a.ParameterCount; i++)
            greatest = Math.Max(greatest, Math.Abs(a.ParameterValues[i] - b.ParameterValues[i]));
        for (var i = 0; i < a.StateValues.Length; i++)
            greatest = Math.Max(greatest, Math.Abs(a.StateValues[i] - b.StateValues[i]));
        return greatest;
    }

    /// <summary>
    /// The greatest difference of two histories' losses, relative to the loss, and of their accuracies; the entries must be the same.
    /// </summary>
    public static double HistoryDifference(TrainingHistory expected, TrainingHistory actual)
    {
        Assert.HasCount(expected.Entries.Count, actual.Entries);
        var greatest = 0.0;
        foreach (var (e, a) in expected.Entries.Zip(actual.Entries))
        {
            Assert.AreEqual((e.Epoch, e.Iteration, e.EndOfEpoch, e.LearningRate), (a.Epoch, a.Iteration, a.EndOfEpoch, a.LearningRate));
            Assert.AreEqual(e.BatchAccuracy, a.BatchAccuracy, 1e-12);
            greatest = Math.Max(greatest, Math.Abs(e.BatchLoss / a.BatchLoss - 1));
            foreach (var (em, am) in e.Monitors.Zip(a.Monitors))
            {
                Assert.AreEqual(em.Accuracy, am.Accuracy, 1e-12);
                greatest = Math.Max(greatest, Math.Abs(em.Loss / am.Loss - 1));
            }
        }

        return greatest;
    }
}
