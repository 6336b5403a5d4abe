using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace MlPipelines.UnitTests.Comparisons.Cluster;

/// <summary>
/// A Slurm of one node on this machine: controller, node daemon and munge with a key of its own, in a folder of its own. It ends with the
/// test.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class SlurmCluster : IDisposable
{
    private const int Cores = 2, Megabytes = 6_000, Patience = 60;

    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol", "sinfo"];

    private readonly string _folder;
    private readonly string _node = Run("hostname", ["-s"]).Output.Trim();

    /// <summary>Starts it in a new folder.</summary>
    public SlurmCluster(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        var munge = Directory.CreateDirectory(Path.Combine(folder, "munge"), UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.UserExecute).FullName;
        var key = Path.Combine(munge, "key");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(1024));
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Must("munged", [
            "--force", $"--key-file={key}", $"--socket={munge}/socket", $"--pid-file={munge}/pid", $"--log-file={munge}/log",
            $"--seed-file={munge}/seed"]);
        Directory.CreateDirectory(Path.Combine(folder, "state"));
        Directory.CreateDirectory(Path.Combine(folder, "spool"));
        var (controller, daemon) = (FreePort(), FreePort());
        Configuration = Path.Combine(folder, "slurm.conf");
        File.WriteAllText(Configuration, $"""
            ClusterName=test
            SlurmctldHost={_node}(127.0.0.1)
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            AuthInfo=socket={munge}/socket
            SlurmctldPort={controller}
            SlurmdPort={daemon}
            StateSaveLocation={folder}/state
            SlurmdSpoolDir={folder}/spool
            SlurmctldPidFile={folder}/slurmctld.pid
            SlurmdPidFile={folder}/slurmd.pid
            SlurmctldLogFile={folder}/slurmctld.log
            SlurmdLogFile={folder}/slurmd.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SchedulerType=sched/backfill
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core_Memory
            DefMemPerCPU={Megabytes / Cores}
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            MpiDefault=none
            ReturnToService=2
            SlurmdTimeout=5
            KillWait=5
            MinJobAge=600
            SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1
            NodeName={_node} NodeAddr=127.0.0.1 CPUs={Cores} RealMemory={Megabytes} State=UNKNOWN
            PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """);
        Must("slurmctld", ["-c"]);
        StartNode();
    }

    /// <summary>The file of <c>SLURM_CONF</c>.</summary>
    public string Configuration { get; }

    /// <summary>Why no Slurm can be started here; null where one can.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return "Slurm's daemons need root on Linux";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").ToList();
        var missing = Programs.Where(name => !folders.Exists(folder => File.Exists(Path.Combine(folder, name)))).ToList();
        return missing.Count == 0 ? null : $"not installed: {string.Join(", ", missing)} (Debian: slurm-wlm and munge)";
    }

    /// <summary>Starts the node daemon and waits until the node takes jobs.</summary>
    public void StartNode()
    {
        Must("slurmd", []);
        WaitFor(
            "the node to be ready",
            () => Command("sinfo", "--noheader", "--format=%T").Output.Trim() is "idle" or "mixed" or "allocated");
    }

    /// <summary>Kills the node daemon, as a fault of the node would.</summary>
    public void KillNode()
    {
        using var daemon = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(_folder, "slurmd.pid")).Trim()));
        daemon.Kill();
    }

    /// <summary>Runs a command of Slurm, or another that uses it.</summary>
    public (int Code, string Output, string Error) Command(string name, params string[] arguments) => Run(name, arguments, Configuration);

    /// <summary>The ids of the tasks that run now, as <c>12_3</c>.</summary>
    public IReadOnlyList<string> RunningTasks(string array) => Lines($"--jobs={array}", "--states=RUNNING", "--format=%i");

    private string[] Lines(params string[] arguments) => Command("squeue", ["--noheader", .. arguments]).Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Waits until no job waits or runs.</summary>
    public void WaitForAll() => WaitFor(
        "the jobs to end",
        () =>
        {
            // Slurm lets a task that was put back into the queue wait for two minutes.
            var waiting = Lines("--states=PENDING", "--format=%i %r").Where(job => job.EndsWith(" BeginTime", StringComparison.Ordinal));
            foreach (var job in waiting)
                Command("scontrol", "update", $"JobId={job.Split(' ')[0]}", "StartTime=now");
            return Command("squeue", "--noheader") is { Code: 0, Output: var jobs } && jobs.Trim().Length == 0;
        },
        minutes: 4);

    /// <summary>Waits for something, for a minute, or several.</summary>
    public void WaitFor(string what, Func<bool> isSo, int minutes = 1)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            if (watch.Elapsed.TotalSeconds > Patience * minutes)
            {
                Assert.Fail(
                    $"Waited {watch.Elapsed.TotalSeconds:F0} s for {what}.\n{Command("squeue").Output}\n{Command("sinfo").Output}\n"
                        + File.ReadAllText(Path.Combine(_folder, "slurmctld.log"))[^2000..]);
            }

            Thread.Sleep(200);
        }
    }

    public void Dispose()
    {
        foreach (var name in new[] { "slurmd.pid", "slurmctld.pid", Path.Combine("munge", "pid") })
        {
            try
            {
                using var daemon = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(_folder, name)).Trim()));
                daemon.Kill(entireProcessTree: true);
                daemon.WaitForExit(5_000);
            }
            catch (Exception exception) when (exception is IOException or ArgumentException or FormatException or InvalidOperationException)
            {
                // it never started, or has ended
            }
        }
    }

    private void Must(string name, string[] arguments)
    {
        var (code, output, error) = Run(name, arguments, Configuration);
        Assert.AreEqual(0, code, $"{name}: {output}{error}");
    }

    private static (int Code, string Output, string Error) Run(string name, string[] arguments, string? configuration = null)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";
        if (configuration is not null)
            start.Environment["SLURM_CONF"] = configuration;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
