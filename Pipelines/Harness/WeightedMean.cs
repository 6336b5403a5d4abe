using Microsoft.ML;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Numerics.Ensembles;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Harness;

/// <summary>
/// The weighted mean of what several trained learners predict, as a trial of its own. Greedy selection on the validation rows gives the
/// weights (<see cref="EnsembleSelection"/>), by the log-loss of classes and the squared error of numbers. The weights are means over
/// bootstrap samples of these rows. Nothing is trained again.
/// </summary>
public static class WeightedMean
{
    /// <summary>Most choices of the selection.</summary>
    public const int Rounds = 100;

    /// <summary>Bootstrap samples of the validation rows.</summary>
    public const int Samples = 20;

    /// <summary>The metric of the history under which the weight of a member is: this, then its name.</summary>
    public const string WeightPrefix = "weight of ";

    /// <summary>
    /// Combines the members' predictions of the validation rows and of those after them. Members that failed or give no probabilities are
    /// left out, and a warning says so. Where nothing can be combined, the result has an <see cref="TrialResult.Error"/>.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="name">The name in results.</param>
    /// <param name="settings">The settings in results.</param>
    /// <param name="seed">The seed of the members.</param>
    /// <param name="members">Trials of one seed on the data set, with <see cref="TrialResult.Predictions"/>.</param>
    /// <param name="cancellation">Stops it at its next step.</param>
    /// <returns>
    /// The seconds of the fit are those of all members together; the rest of the figures of use are sums over those with a weight.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled: there is no result.</exception>
    public static TrialResult Of(
        DataSet data, string name, Settings settings, int seed, IReadOnlyList<TrialResult> members,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(members);
        var empty = new TrialResult { DataSet = data.Name, Learner = name, Settings = settings, Seed = seed };
        List<TrialResult> usable = [.. members.Where(member => HasAll(data, member))];
        if (data.Validation is null)
            return empty with { Error = $"'{name}' weighs the other learners by validation rows, and the data have none." };
        if (usable.Count == 0)
            return empty with { Error = $"'{name}' has nothing to combine: no other learner has given predictions." };

        IReadOnlyList<float[]> validation = [.. usable.Select(member => PredictionsOf(member, Split.Validation)!.Values.ToArray())];
        var weights = WeightsOf(data, data.Validation, validation, seed, cancellation);

        var ml = new MLContext(seed);
        var (metrics, undefined) = (new List<MetricValue>(), new List<UndefinedMetric>());
        foreach (var (split, rows) in SplitsOf(data))
        {
            var figures = SplitMetrics.Of(ml, data.Task, split, PredictedRows.Of(ml, data, rows, Combine(usable, weights, split)));
            metrics.AddRange(figures.Values);
            undefined.AddRange(figures.Undefined);
        }

        List<TrialResult> weighted = [.. usable.Where((_, i) => weights[i] > 0)];
        return empty with
        {
            Metrics = metrics,
            Undefined = undefined,
            History = [
                .. usable.Select((member, i) => new HistoryPoint(
                    0, 0, Split.Validation, WeightPrefix + member.Learner, weights[i]))],
            Parameters = Sum(weighted, member => member.Parameters) is { } parameters ? (long)parameters : null,
            ModelBytes = Sum(weighted, member => member.ModelBytes) is { } bytes ? (long)bytes : null,
            FitSeconds = Sum(usable, member => member.FitSeconds),
            MonitorSeconds = Sum(usable, member => member.MonitorSeconds),
            PredictMicroseconds = Sum(weighted, member => member.PredictMicroseconds),
            PredictOne = weighted.TrueForAll(member => member.PredictOne is not null)
                ? new SingleRowLatency(
                    weighted.Sum(member => member.PredictOne!.Value.Median), weighted.Sum(member => member.PredictOne!.Value.Percentile99))
                : null,
            Warnings = [
                .. members.Except(usable).Select(member => $"{member.Learner} is not in it: it {WhyNot(member)}.")],
        };
    }

    /// <summary>
    /// The mean of the weights that are selected on several bootstrap samples of the rows: on few rows one selection would follow chance.
    /// </summary>
    private static double[] WeightsOf(
        DataSet data, MatrixDataView rows, IReadOnlyList<float[]> predictions, int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        int[] classes = data.Task == LearningTask.Regression ? [] : [.. Enumerable.Range(0, rows.RowCount).Select(rows.GetClass)];
        float[] numbers = data.Task == LearningTask.Regression ? [.. Enumerable.Range(0, rows.RowCount).Select(rows.GetLabel)] : [];
        var weights = new double[predictions.Count];
        for (var sample = 0; sample < Samples; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            var counts = new float[rows.RowCount];
            for (var draw = 0; draw < counts.Length; draw++)
                counts[random.Next(counts.Length)]++;
            var selection = data.Task == LearningTask.Regression
                ? EnsembleSelection.OfNumbers(predictions, numbers, counts, Rounds)
                : EnsembleSelection.OfClasses(predictions, data.ClassCount, classes, counts, Rounds);
            for (var member = 0; member < weights.Length; member++)
                weights[member] += selection.Weights[member] / Samples;
        }

        return weights;
    }

    private static string WhyNot(TrialResult member) => member.Failed ? "failed" : "does not give probabilities for every row";

    /// <summary>Whether a trial has what it predicts for each row of each split but the training rows.</summary>
    private static bool HasAll(DataSet data, TrialResult member)
    {
        var width = data.Task == LearningTask.Regression ? 1 : data.ClassCount;
        return SplitsOf(data).All(split => PredictionsOf(member, split.Name) is { } own
            && own.Width == width && own.Values.Count == split.Rows.RowCount * width);
    }

    /// <summary>The splits of a data set but the training rows.</summary>
    private static IEnumerable<(string Name, MatrixDataView Rows)> SplitsOf(DataSet data)
    {
        (string, MatrixDataView?)[] all =
            [(Split.Validation, data.Validation), (Split.Test, data.Test), (Split.LargeTest, data.LargeTest)];
        foreach (var (name, rows) in all)
        {
            if (rows is not null)
                yield return (name, rows);
        }
    }

    private static SplitPredictions? PredictionsOf(TrialResult member, string split) =>
        member.Failed ? null : member.Predictions.FirstOrDefault(predictions => predictions.Split == split);

    private static double? Sum(IEnumerable<TrialResult> members, Func<TrialResult, double?> figure) =>
        members.Aggregate((double?)0, (sum, member) => sum + figure(member));

    private static float[] Combine(List<TrialResult> members, double[] weights, string split)
    {
        double[] sums = [];
        foreach (var (i, member) in members.Index())
        {
            var values = PredictionsOf(member, split)!.Values;
            if (sums.Length == 0)
                sums = new double[values.Count];
            for (var place = 0; place < sums.Length; place++)
                sums[place] += weights[i] * values[place];
        }

        return [.. sums.Select(sum => (float)sum)];
    }
}
