using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Pipelines.Learners;

/// <summary>A network's history under the names that results use.</summary>
internal static class NetworkHistory
{
    private const string Loss = "loss";

    /// <summary>
    /// The points of a history. The rows of <c>train</c> are means over the batches of the epoch so far, each measured before its
    /// update, unless the training rows themselves were monitored.
    /// </summary>
    public static IReadOnlyList<HistoryPoint> Points(TrainingHistory history)
    {
        var points = new List<HistoryPoint>();
        foreach (var entry in history.Entries)
        {
            void Add(string split, double loss, double accuracy)
            {
                AddOne(split, Loss, loss);
                AddOne(split, Metric.Accuracy, accuracy);
            }

            void AddOne(string split, string metric, double value)
            {
                if (!double.IsNaN(value))
                    points.Add(new HistoryPoint(entry.Epoch, entry.Iteration, split, metric, value));
            }

            if (entry.Monitors.All(monitor => monitor.Name != Split.Train))
                Add(Split.Train, entry.BatchLoss, entry.BatchAccuracy);
            foreach (var monitor in entry.Monitors)
                Add(monitor.Name, monitor.Loss, monitor.Accuracy);
        }

        return points;
    }
}
