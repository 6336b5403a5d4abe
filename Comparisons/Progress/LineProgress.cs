using System.Collections.Concurrent;
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
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _last;
    private bool _ended;

    /// <summary>Begins to write.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="interval">Time without a line after which there is a sign of life; null for ten seconds.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    public LineProgress(TextWriter writer, TimeSpan? interval = null, TimeProvider? time = null)
    {
        (_writer, _interval, _time) = (writer, interval ?? TimeSpan.FromSeconds(10), time ?? TimeProvider.System);
        _last = _time.GetTimestamp();
        _timer = _time.CreateTimer(_ => SayWhatRuns(), null, _interval / 10, _interval / 10);
    }

    public void Say(string sentence) => Write(sentence);

    public void Loading(string dataSet) => Write($"data {dataSet}: loading");

    public void Loading(string dataSet, DataProgress progress)
    {
        if (IsTime)
            Write(Words.Loading(dataSet, progress));
    }

    public void Loaded(DataSet data) => Write(Words.Loaded(data));

    public void Started(Trial trial) => _running[trial.Number] = new Running(trial, _time.GetTimestamp());

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

    private bool IsTime => _time.GetElapsedTime(Volatile.Read(ref _last)) >= _interval;

    private void SayWhatRuns()
    {
        if (!IsTime || _running.Values.MinBy(running => running.Shown) is not { } running)
            return;
        running.Shown = _time.GetTimestamp();
        var seconds = _time.GetElapsedTime(running.Started).TotalSeconds;
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
            Volatile.Write(ref _last, _time.GetTimestamp());
        }
    }

    /// <summary>A trial that runs.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="started">When it began.</param>
    private sealed class Running(Trial trial, long started)
    {
        public Trial Trial { get; } = trial;

        public long Started { get; } = started;

        /// <summary>When a line was about it, its beginning where none was.</summary>
        public long Shown { get; set; } = started;

        /// <summary>How far it is, null where it has not told.</summary>
        public string? Step { get; set; }
    }
}
