using System.Diagnostics;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Progress;

/// <summary>
/// Progress as plain lines, for logs and pipes: each trial as it ends, and a sign of life from long ones every ten seconds.
/// </summary>
internal sealed class LineProgress(TextWriter writer) : IRunProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _last = Stopwatch.GetTimestamp();

    public void Say(string sentence) => Write(sentence);

    public void Loading(string dataSet) => Write($"data {dataSet}: loading");

    public void Loading(string dataSet, DataProgress progress) => WriteSometimes(() => Words.Loading(dataSet, progress));

    public void Loaded(DataSet data) => Write(Words.Loaded(data));

    public void Advanced(Trial trial, FitProgress progress) =>
        WriteSometimes(() => $"running {trial.Title}: {Words.Step(progress)}");

    public void Finished(FinishedTrial ended, int finished, int total) => Write(Words.Finished(ended, finished, total));

    public void Stopped(Trial trial) => Write($"stopped {trial.Title}");

    private void WriteSometimes(Func<string> line)
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _last)) >= Interval)
            Write(line());
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            writer.WriteLine(line);
            writer.Flush();
            Volatile.Write(ref _last, Stopwatch.GetTimestamp());
        }
    }
}
