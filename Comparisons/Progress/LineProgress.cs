using System.Collections.Concurrent;
using System.Diagnostics;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Progress;

/// <summary>
/// Progress as plain lines, for logs and pipes: each trial as it ends, and where nothing else was written for ten seconds a sign of life
/// from the running trial that gave one longest ago, also where it has told nothing since.
/// </summary>
internal sealed class LineProgress : IRunProgress, IDisposable
{
    private readonly TextWriter _writer;
    private readonly TimeSpan _interval;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<int, Running> _running = new();
    private readonly Timer _timer;
    private long _last = Stopwatch.GetTimestamp();
    private bool _ended;

    /// <summary>Begins to write.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="interval">Time without a line after which there is a sign of life; null for ten seconds.</param>
    public LineProgress(TextWriter writer, TimeSpan? interval = null)
    {
        (_writer, _interval) = (writer, interval ?? TimeSpan.FromSeconds(10));
        _timer = new Timer(_ => SayWhatRuns(), null, _interval / 10, _interval / 10);
    }

    public void Say(string sentence) => Write(sentence);

    public void Loading(string dataSet) => Write($"data {dataSet}: loading");

    public void Loading(string dataSet, DataProgress progress)
    {
        if (IsTime)
            Write(Words.Loading(dataSet, progress));
    }

    public void Loaded(DataSet data) => Write(Words.Loaded(data));

    public void Started(Trial trial) => _running[trial.Number] = new Running(trial);

    public void Advanced(Trial trial, FitProgress progress)
    {
        if (_running.TryGetValue(trial.Number, out var running))
            running.Step = Words.Step(progress);
    }

    public void Finished(FinishedTrial ended, int finished, int total)
    {
        _running.TryRemove(ended.Trial.Number, out _);
        Write(Words.Finished(ended, finished, total));
    }

    public void Stopped(Trial trial)
    {
        _running.TryRemove(trial.Number, out _);
        Write($"stopped {trial.Title}");
    }

    /// <summary>Writes nothing more.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
            _ended = true;
    }

    private bool IsTime => Stopwatch.GetElapsedTime(Volatile.Read(ref _last)) >= _interval;

    private void SayWhatRuns()
    {
        if (!IsTime || _running.Values.MinBy(running => running.Shown) is not { } running)
            return;
        running.Shown = Stopwatch.GetTimestamp();
        var seconds = Stopwatch.GetElapsedTime(running.Started).TotalSeconds;
        Write($"running {running.Trial.Title}: {running.Step ?? FormattableString.Invariant($"{seconds:0} s so far")}");
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            if (_ended)
                return;
            _writer.WriteLine(line);
            _writer.Flush();
            Volatile.Write(ref _last, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>A trial that runs.</summary>
    private sealed class Running(Trial trial)
    {
        public Trial Trial { get; } = trial;

        public long Started { get; } = Stopwatch.GetTimestamp();

        /// <summary>When a line was about it, its beginning where none was.</summary>
        public long Shown { get; set; } = Stopwatch.GetTimestamp();

        /// <summary>How far it is, null where it has not told.</summary>
        public string? Step { get; set; }
    }
}
