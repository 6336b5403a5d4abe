using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Experiments.Running;

/// <summary>Runs the trials of a plan, several at once, and puts each on disk as soon as it ends.</summary>
internal sealed class Runner(RunPlan plan, RunFolder folder, LoadedData data, int threads, IRunProgress progress)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly HashSet<(string Suite, string Experiment, string DataSet, string Learner, string Warning)> _warned = [];

    /// <summary>The folder for each trial's trained pipeline, <c>trial-12.zip</c>; null to save none.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>
    /// Runs what is not finished yet. Returns when all is done or, after cancellation, when the running trials have stopped.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; the folder is complete up to the last finished
    /// trial.</exception>
    public void Run(CancellationToken cancellation)
    {
        var finished = folder.Finished.Select(ended => ended.Trial.Number).ToHashSet();
        var waiting = new WaitingTrials(plan.Trials.Where(trial => !finished.Contains(trial.Number)));
        data.Expect(waiting.All);
        var total = waiting.All.Count;
        if (total == 0)
            return;

        var atOnce = Math.Min(threads, total);
        var threadsPerTrial = Math.Max(1, threads / atOnce);
        var done = finished.Count;
        var count = new Lock(); // trials are told in the order in which they are counted
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        void Work()
        {
            while (waiting.TryTake(out var trial, stop.Token))
            {
                progress.Started(trial);
                TrialResult result;
                try
                {
                    result = RunTrial(trial, threadsPerTrial, stop.Token) with { TrialsAtOnce = atOnce };
                }
                catch (OperationCanceledException)
                {
                    progress.Stopped(trial);
                    return;
                }

                var ended = new FinishedTrial(trial, result);
                folder.Add(ended);
                lock (count)
                {
                    progress.Finished(ended, ++done, plan.Trials.Count);
                    Warn(ended);
                }

                waiting.End(trial);
                data.Release(trial);
            }
        }

        // One thread of its own for each worker: trials are long and busy. A worker that fails (a full disk) stops the others.
        var workers = Enumerable.Range(0, atOnce)
            .Select(
                _ => Task.Factory.StartNew(
                    Guard(Work, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        WaitFor(Task.WhenAll(workers), cancellation);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Waits for the workers; after cancellation not longer than a stock trainer that looks at nothing but its rows deserves.
    /// </summary>
    private static void WaitFor(Task workers, CancellationToken cancellation)
    {
        try
        {
            workers.Wait(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Task.WhenAny(workers, Task.Delay(Grace, CancellationToken.None)).GetAwaiter().GetResult();
            if (workers.IsFaulted)
                workers.GetAwaiter().GetResult();
        }
        catch (AggregateException)
        {
            workers.GetAwaiter().GetResult(); // the first exception as it was thrown
        }
    }

    /// <summary>Tells what ML.NET's trainers warned of: of a learner on a data set each sentence once, whatever the seed.</summary>
    private void Warn(FinishedTrial ended)
    {
        foreach (var warning in ended.Result.Warnings)
        {
            if (_warned.Add((ended.Trial.Suite, ended.Trial.Experiment, ended.Trial.DataSet, ended.Trial.Learner, warning)))
                progress.Say($"warning: {ended.Trial.Title}: {warning}");
        }
    }

    private TrialResult RunTrial(Trial trial, int threadsPerTrial, CancellationToken cancellation)
    {
        if (data.ErrorOf(trial) is { } unprepared)
            return FinishedTrial.Failed(trial, trial.DataSet, unprepared).Result;
        var (set, harness) = data[trial];
        Learner learner;
        try
        {
            if (trial.IsEnsemble)
                return WeightedMean.Of(set, trial.Learner, trial.Settings, trial.Seed, ResultsBeside(trial), cancellation);
            foreach (var settings in TriedSettings.Each(trial.Settings))
                SuiteBounds.RequireFits(settings, set.FeatureCount);
            learner = trial.Kind.Create(set.Task, trial.Learner, trial.Settings);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return FinishedTrial.Failed(trial, set.Name, $"{exception.GetType().Name}: {ErrorText.Of(exception)}").Result;
        }

        var result = harness.Run(learner, new TrialRequest
        {
            Seed = trial.Seed,
            Threads = threadsPerTrial,
            ModelPath = ModelFolder is null ? null : Path.Combine(ModelFolder, $"trial-{trial.Number}.zip"),
            Places = trial.Places,
            TrainMetricRows = trial.TrainMetricRows,
            KeepPredictions = trial.KeepsPredictions,
            Progress = new Relay(trial, progress),
            Cancellation = cancellation,
        });
        return result.Error is { } error ? result with { Error = UserTerms.Of(error) } : result;
    }

    /// <summary>What came of the other learners of the trial's seed.</summary>
    private List<TrialResult> ResultsBeside(Trial trial) =>
        [.. folder.Finished.Where(other => trial.IsBeside(other.Trial) && !other.Trial.IsEnsemble).Select(other => other.Result)];

    private static Action Guard(Action work, CancellationTokenSource stop) => () =>
    {
        try
        {
            work();
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    };

    /// <summary>Passes progress on at once; <see cref="Progress{T}"/> would do so later and out of order.</summary>
    private sealed class Relay(Trial trial, IRunProgress progress) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => progress.Advanced(trial, value);
    }
}
