using System.Globalization;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Progress;

/// <summary>The sentences of progress, the same on a terminal and in a log.</summary>
internal static class Words
{
    public static string Loaded(DataSet data)
    {
        (int Count, string What)[] parts =
        [
            (data.TrainRows, "to train"), (data.ValidationRows, "to validate"), (data.TestRows, "to test"),
            (data.LargeTestRows, "to test besides"),
        ];
        var rows = parts.Where(part => part.Count > 0).Select(part => $"{Thousands(part.Count)} {part.What}");
        return $"data {data.Name}: {string.Join(", ", rows)} ({data.Source.Text})";
    }

    public static string Loading(string dataSet, DataProgress progress)
    {
        var amount = progress.Total is > 0 and var total
            ? $"{100.0 * progress.Done / total:0} %"
            : $"{Thousands(progress.Done)} {progress.Unit}";
        return $"data {dataSet}: {progress.Step}, {amount}";
    }

    /// <summary>
    /// Name and step on one line of at most <paramref name="room"/> characters: what is too long is cut from the name, which the lines of
    /// ended trials have whole.
    /// </summary>
    public static string Shortened(string name, string step, int room)
    {
        var end = step.Length == 0 ? "" : $": {step}";
        if (name.Length + end.Length <= room)
            return name + end;
        var kept = room - end.Length - 1;
        return kept >= 0 ? $"{name[..kept]}…{end}" : step[..Math.Max(0, Math.Min(step.Length, room))];
    }

    public static string Step(FitProgress progress)
    {
        var steps = progress.Steps is { } total ? $" of {total}" : "";
        var loss = progress.Loss is { } value ? $", loss {value.ToString("0.0000", CultureInfo.InvariantCulture)}" : "";
        return $"{progress.Unit} {progress.Step}{steps}{loss}";
    }

    /// <summary>The main metric on the last split, the time, or the error.</summary>
    public static string Outcome(TrialResult result)
    {
        if (result.Error is not null)
            return $"failed: {result.Error}";
        var metric = "";
        if (result.Metrics.Count > 0)
        {
            var split = result.Metrics[^1].Split;
            var shown = Summary.MainMetrics(result.Metrics)
                .Select(name => result.Find(split, name) is { } value ? (Name: name, Value: value) : default)
                    .FirstOrDefault(found => found.Name is not null);
            if (shown.Name is not null)
                metric = $"{split} {shown.Name} {shown.Value.ToString("0.0000", CultureInfo.InvariantCulture)}, ";
        }

        return $"{metric}fitted in {result.FitSeconds?.ToString("0.0", CultureInfo.InvariantCulture)} s";
    }

    public static string Finished(FinishedTrial ended, int finished, int total)
    {
        var all = total.ToString(CultureInfo.InvariantCulture);
        var count = finished.ToString(CultureInfo.InvariantCulture).PadLeft(all.Length);
        return $"[{count}/{all}] {ended.Trial.Title}: {Outcome(ended.Result)}";
    }

    private static string Thousands(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
