using System.Diagnostics;
using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;

namespace MlPipelines.Endurance.Repeating;

/// <summary>Runs suites one after the other in one process: no temporary file may stay, nor memory or open files.</summary>
public static class RepeatedSuites
{
    private const long MostGrowth = 8 << 20;

    private const int WarmUp = 5;

    private const string Suite = """
        {
          "name": "repeated",
          "experiments": [ {
            "name": "map", "data": "countries-map", "trainRows": 400, "validationRows": 100, "testRows": 100, "seeds": 2,
            "learners": [
              { "kind": "boosted-trees", "name": "trees", "settings": { "trees": 4 } },
              { "kind": "mlp", "name": "net", "settings": { "hidden": [8], "epochs": 2 } }
            ],
            "ensemble": "together"
          } ]
        }
        """;

    /// <summary>Runs them in a process whose folder for temporary files is empty before, and must be empty behind.</summary>
    public static bool Run(int runs, Action<string> log)
    {
        using var folder = new TemporaryFolder();
        string temporary = folder.Make("temporary"), own = folder.Make("runs");
        string[] left;
        using (var child = ChildProcess.Start(
            typeof(RepeatedSuites).Assembly.Location, ["suites-here", $"{runs}", own], new() { ["TMPDIR"] = temporary }))
        {
            child.RequireSuccess();
            log(child.Output.TrimEnd());
        }

        // The runtime of .NET itself leaves the sockets and locks of its diagnostics only while the process lives.
        left = [
            .. Directory.EnumerateFileSystemEntries(temporary, "*", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(own, "*.tmp", SearchOption.AllDirectories)];
        log($"{runs} suites: {(left.Length == 0 ? "no temporary file is left" : $"LEFT: {string.Join(", ", left)}")}");
        return left.Length == 0;
    }

    /// <summary>Runs them in this process; false where one fails, or where memory or open files grow.</summary>
    public static bool RunHere(int runs, string folder, Action<string> log)
    {
        var file = Path.Combine(folder, "suite.json");
        File.WriteAllText(file, Suite);
        var (first, firstOpen) = (0L, 0);
        for (var run = 1; run <= runs; run++)
        {
            using var errors = new StringWriter();
            var streams = new ConsoleStreams { Output = TextWriter.Null, Error = TextWriter.Synchronized(errors) };
            var code = CommandLine.Invoke(
                ["run", file, "--threads", "2", "--out", Path.Combine(folder, $"{run}"), "--save-models"], streams);
            if (code != ExitCode.Success)
            {
                log($"suite {run} ended with {code}: {errors}");
                return false;
            }

            if (run != WarmUp && run % 20 != 0 && run != runs)
                continue;
            var (memory, open) = (GC.GetTotalMemory(forceFullCollection: true), OpenFiles());
            using var process = Process.GetCurrentProcess();
            if (run == WarmUp)
                (first, firstOpen) = (memory, open);
            log(FormattableString.Invariant(
                $"after {run,3} suites: {memory / 1048576.0:F2} MiB managed, {process.WorkingSet64 / 1048576.0:F0} MiB working set, ")
                + $"{open} open files");
            if (run == runs && run >= WarmUp && (memory - first > MostGrowth || open > firstOpen + 5))
                return false;
        }

        return true;
    }

    private static int OpenFiles() => Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;
}
