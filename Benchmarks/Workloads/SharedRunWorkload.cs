using System.Diagnostics;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Reporting;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>
/// A run of 100 000 trials that 100 processes share: its plan is written, each share opens the folder and writes the results of its trials,
/// and all is merged and becomes a page. The trials are simulated: nothing is trained, results are drawn.
/// </summary>
internal static class SharedRunWorkload
{
    private const int Experiments = 10, Learners = 10, Seeds = 1_000, Shards = 100;

    private static readonly string[] Splits = ["train", "validation", "test"], Metrics = ["accuracy", "macro-accuracy", "log-loss"];

    public static Report Run(string name, int threads)
    {
        var folder = Directory.CreateTempSubdirectory("mlpipelines-shared-").FullName;
        var seconds = new Dictionary<string, double>();
        var whole = Stopwatch.StartNew();

        T Step<T>(string step, Func<T> work)
        {
            var watch = Stopwatch.StartNew();
            var result = work();
            seconds[step] = Math.Round(watch.Elapsed.TotalSeconds, 2);
            return result;
        }

        try
        {
            var path = Path.Combine(folder, "run");
            var options = new RunOptions { Threads = threads };
            var plan = Step("plan", () => RunPlan.Create([SuiteOf()]));
            Step("write", () => new ShardedRun(plan, path, options).Begin(new NoProgress()));
            var shards = Step(
                "deal",
                () => Shard.Deal(plan, Shards).GroupBy(dealt => dealt.Shard, dealt => dealt.Trial).Select(own => own.ToList()).ToList());
            Step("results", () => Parallel.ForEach(
                shards, new ParallelOptions { MaxDegreeOfParallelism = threads }, own => Simulate(plan, path, own)));
            var report = Step("merge", () => new ExperimentRun(plan, path, options with { Merge = true }).Execute(new NoProgress())!);
            Step("page", () => RunPages.Write(path));
            return new Report
            {
                Workload = name,
                Threads = threads,
                Seconds = Math.Round(whole.Elapsed.TotalSeconds, 2),
                SecondsOf = seconds,
                PeakMb = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
                Data = $"{report.Trials.Count} trials of {Shards} shares; the page has "
                    + $"{new FileInfo(Path.Combine(path, RunPages.FileName)).Length >> 10} KiB",
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Simulate(RunPlan plan, string path, List<Trial> own)
    {
        var folder = RunFolder.Join(path, plan, own);
        foreach (var trial in own)
            folder.Add(new FinishedTrial(trial, ResultOf(trial)));
    }

    private static TrialResult ResultOf(Trial trial)
    {
        var random = new Random(trial.Number);
        return new TrialResult
        {
            DataSet = trial.DataSet,
            Learner = trial.Learner,
            Settings = trial.Settings,
            Seed = trial.Seed,
            Metrics = [.. Splits.SelectMany(_ => Metrics, (split, metric) => new MetricValue(split, metric, random.NextDouble()))],
            FitSeconds = random.NextDouble(),
            PredictMicroseconds = random.NextDouble(),
            Parameters = 1_000,
        };
    }

    private static Suite SuiteOf() => new("simulated", "", [
        .. Enumerable.Range(1, Experiments).Select(number => new Experiment
        {
            Name = $"experiment-{number}",
            Question = "Which is best?",
            DataSets = ["countries-map"],
            TrainRows = 200,
            ValidationRows = 20,
            TestRows = 20,
            Learners = [
                .. Enumerable.Range(1, Learners).Select(
                    trees => new LearnerSpec("boosted-trees", $"{trees} trees", Settings.Parse($"trees={trees}")))],
            Seeds = Seeds,
        })]);
}
