using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Comparisons.Cluster;

/// <summary>The jobs of a run: an array whose tasks have the trials, and one that waits for it and puts the run together.</summary>
/// <param name="Array">The id of the array.</param>
/// <param name="Merge">The id of the last job.</param>
/// <param name="Tasks">The shares that were submitted, as <c>sbatch --array</c> has them.</param>
internal sealed record SlurmJobs(string Array, string Merge, string Tasks)
{
    private const string FolderName = "slurm", JobsFile = "jobs.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The folder of scripts, logs and job ids in a run's folder.</summary>
    public static string FolderOf(string run) => Path.Combine(run, FolderName);

    /// <summary>The folder of the logs of tasks.</summary>
    public static string LogsOf(string run) => Path.Combine(FolderOf(run), "logs");

    /// <summary>How a person watches them.</summary>
    public IEnumerable<string> Watching(string run) => [$"The jobs: squeue --jobs {Array},{Merge}", $"What they say: {LogsOf(run)}"];

    /// <summary>The jobs that were submitted last for a run; null where there are none.</summary>
    public static SlurmJobs? Find(string run)
    {
        var path = Path.Combine(FolderOf(run), JobsFile);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<SlurmJobs>(File.ReadAllText(path), Json) : null;
        }
        catch (JsonException)
        {
            return null; // how to watch them is then not known; the run is not harmed
        }
    }

    /// <summary>Writes the scripts and submits the jobs.</summary>
    /// <param name="run">The run's folder, a full path.</param>
    /// <param name="name">What the jobs are called.</param>
    /// <param name="settings">What they ask for.</param>
    /// <param name="scripts">The scripts.</param>
    /// <param name="shards">The numbers of the shares that have something to do, of <paramref name="count"/>.</param>
    /// <param name="count">How many shares the run has.</param>
    /// <exception cref="UsageException">Slurm does not take them. The run's folder stays, and can be submitted again.</exception>
    public static SlurmJobs Submit(
        string run, string name, SlurmSettings settings, SlurmScripts scripts, IReadOnlyList<int> shards, int count)
    {
        Directory.CreateDirectory(LogsOf(run));
        var (task, merge) = (Path.Combine(FolderOf(run), "task.sh"), Path.Combine(FolderOf(run), "merge.sh"));
        AtomicFile.WriteText(task, scripts.Task(count));
        AtomicFile.WriteText(merge, scripts.Merge());
        var tasks = Ranges(shards);
        string[] both =
        [
            "--parsable", "--nodes=1", "--ntasks=1", $"--cpus-per-task={Text(settings.Cores)}",
            "--requeue", "--open-mode=append",
            .. settings.Partition is { } partition ? (string[])[$"--partition={partition}"] : [],
            .. settings.TimeLimit is { } limit ? (string[])[$"--time={limit}"] : [],
            .. settings.Memory is { } memory ? (string[])[$"--mem={memory}"] : [],
            .. settings.Options,
        ];
        var array = Sbatch(
            run, [.. both, $"--job-name={name}", $"--array={tasks}", $"--output={Path.Combine(LogsOf(run), "%A_%a.log")}", task]);
        var last = Sbatch(
            run,
            [
                .. both, $"--job-name={name}-merge", $"--dependency=afterany:{array}",
                $"--output={Path.Combine(LogsOf(run), "merge-%j.log")}", merge,
            ]);
        var jobs = new SlurmJobs(array, last, tasks);
        AtomicFile.WriteText(Path.Combine(FolderOf(run), JobsFile), JsonSerializer.Serialize(jobs, Json) + "\n");
        return jobs;
    }

    /// <summary>Refuses to submit a run again whose jobs still wait or run: two tasks would do the same trials.</summary>
    /// <exception cref="UsageException">They do.</exception>
    public static void RequireEnded(string run)
    {
        if (Find(run) is not { } jobs)
            return;
        try
        {
            var (code, output, _) = Run("squeue", ["--noheader", "--format=%i", $"--jobs={jobs.Array},{jobs.Merge}"]);
            if (code == 0 && output.Trim().Length > 0) // Slurm forgets jobs that ended long ago, which is an error there
            {
                throw new UsageException(
                    $"--resume: jobs of the run in {run} still wait or run. Wait for them (status {run}), or give scancel {jobs.Array} "
                        + $"{jobs.Merge} first.");
            }
        }
        catch (Win32Exception)
        {
            // without Slurm the submission says so
        }
    }

    /// <summary>Ascending numbers as <c>1-4,7,9-12</c>.</summary>
    public static string Ranges(IReadOnlyList<int> numbers)
    {
        var parts = new List<string>();
        for (var i = 0; i < numbers.Count; i++)
        {
            var first = numbers[i];
            while (i + 1 < numbers.Count && numbers[i + 1] == numbers[i] + 1)
                i++;
            parts.Add(numbers[i] == first ? Text(first) : $"{Text(first)}-{Text(numbers[i])}");
        }

        return string.Join(',', parts);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Runs <c>sbatch</c>, which says the job's id, and the cluster's name after a semicolon.</summary>
    private static string Sbatch(string run, IReadOnlyList<string> arguments)
    {
        var again = $"The run's folder is ready: give the same command with --out {run} --resume to submit it again.";
        try
        {
            var (code, output, error) = Run("sbatch", arguments);
            var id = output.Trim().Split(';')[0];
            return code == 0 && id.Length > 0 ? id
                : throw new UsageException($"--engine slurm: sbatch did not take the job: {error.Trim()} {again}");
        }
        catch (Win32Exception exception)
        {
            throw new UsageException(
                "--engine slurm: there is no command sbatch here. Give the command on a machine of the cluster from which jobs are "
                    + $"submitted. --shard shares a run without Slurm. {again}", exception);
        }
    }

    private static (int Code, string Output, string Error) Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
