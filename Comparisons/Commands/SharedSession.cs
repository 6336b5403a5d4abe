using System.Globalization;
using MlPipelines.Comparisons.Cluster;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;

namespace MlPipelines.Comparisons.Commands;

/// <summary>What this process does for a run that several share: it submits the jobs of all, or runs one share.</summary>
/// <param name="sharing">What is asked for.</param>
/// <param name="command">What all processes have in common.</param>
/// <param name="streams">Where it is told.</param>
internal sealed class SharedSession(SharedWork sharing, SharedCommand command, ConsoleStreams streams)
{
    /// <summary>Does it and returns the exit code.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="watch">Does work on so many trials with somebody who watches.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="UsageException">Slurm does not take the jobs.</exception>
    public int Do(ShardedRun run, RunPlan plan, Action<int, Action<IRunProgress>> watch, CancellationToken cancellation) =>
        sharing.Slurm is { } slurm ? Submit(run, plan, slurm, watch, cancellation)
            : RunShare(run, plan, sharing.Shard!, watch, cancellation);

    private int Submit(
        ShardedRun run, RunPlan plan, SlurmSettings slurm, Action<int, Action<IRunProgress>> watch, CancellationToken cancellation)
    {
        SlurmJobs.RequireEnded(run.Folder);
        var count = Math.Max(1, Math.Min(slurm.ArraySize ?? EngineOptions.UsualTasks, Shard.MostOf(plan)));
        var (path, done) = ("", new HashSet<int>());
        watch(plan.Trials.Count, progress =>
        {
            if (run.Begin(progress, cancellation) is { } folder)
                (path, done) = (folder.Path, [.. folder.Finished.Select(ended => ended.Trial.Number)]);
        });
        if (path.Length == 0)
        {
            streams.Error.WriteLine("Interrupted while the data were loaded; nothing was submitted.");
            return ExitCode.Interrupted;
        }

        command.WriteTo(path);
        int[] shards =
        [
            .. Shard.Deal(plan, count).Where(dealt => !done.Contains(dealt.Trial.Number)).Select(dealt => dealt.Shard).Distinct().Order(),
        ];
        if (shards.Length == 0)
        {
            streams.Output.WriteLine($"All {plan.Trials.Count} trials are finished; to make the tables and the page: merge {path}");
            return ExitCode.Success;
        }

        var name = $"mlpipelines-{(plan.Suites.Count == 1 ? plan.Suites[0].Name : "all")}";
        var scripts = new SlurmScripts(SlurmScripts.ThisProgram, command, path);
        var jobs = SlurmJobs.Submit(path, name, slurm, scripts, shards, count);
        var left = plan.Trials.Count - done.Count;
        streams.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Submitted {left} {(left == 1 ? "trial" : "trials")} as the job array {jobs.Array} of {shards.Length} "
                + $"{(shards.Length == 1 ? "task" : "tasks")}, {slurm.Cores} {(slurm.Cores == 1 ? "core" : "cores")} each. Then the job "
                + $"{jobs.Merge} makes the tables and the page."));
        streams.Output.WriteLine($"How far they are: status {path}");
        foreach (var line in jobs.Watching(path))
            streams.Output.WriteLine(line);
        streams.Output.WriteLine(
            $"Where tasks fail or are cancelled, the same command with --out {path} --resume submits what is missing.");
        return ExitCode.Success;
    }

    private int RunShare(
        ShardedRun run, RunPlan plan, Shard shard, Action<int, Action<IRunProgress>> watch, CancellationToken cancellation)
    {
        ShardReport? report = null;
        watch(shard.Of(plan).Count, progress => report = run.Run(shard, progress, cancellation));
        if (File.Exists(Path.Combine(report!.Folder, RunManifest.FileName))) // it was not stopped before there was anything to write
            command.WriteTo(report.Folder);
        var failed = report.Trials.Count(ended => ended.Result.Failed);
        streams.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Share {shard}: {report.Trials.Count} of {report.Planned} trials are finished, {failed} of them failed."));
        streams.Output.WriteLine(report.IsInterrupted
            ? "It was interrupted: the same command goes on where it was."
            : $"When all shares are done: merge {report.Folder}");
        return report.IsInterrupted ? ExitCode.Interrupted : failed > 0 ? ExitCode.TrialFailed : ExitCode.Success;
    }
}
