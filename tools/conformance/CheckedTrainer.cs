using System.Diagnostics;
using System.Text.Json;
using MlPipelines.Conformance;
using MlPipelines.Conformance.Model;

namespace MlPipelines.Conform;

/// <summary>
/// Checks a trainer in a process of its own, so that a crash of native code costs one check and not the run: the process writes a line
/// with each result, and is started again for the checks that are left when it dies.
/// </summary>
public static class CheckedTrainer
{
    private const string Done = "@done ";

    /// <summary>Makes checks of a trainer in this process and writes their results.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="checks">The names of the checks.</param>
    public static void WriteResults(TrainerCase trainer, IReadOnlyList<string> checks)
    {
        EstimatorConformance.Check(
            trainer.Create, trainer.Task, trainer.Options with { Checks = checks, Progress = new ResultLines() });
    }

    /// <summary>Makes all checks of a trainer in other processes.</summary>
    public static ConformanceReport Run(TrainerCase trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var rows = new List<ConformanceRow>();
        var left = EstimatorConformance.Checks.ToList();
        while (left.Count > 0)
        {
            var (done, code) = Start(trainer.Name, left);
            rows.AddRange(done);
            left.RemoveAll(check => done.Any(row => row.Check.Name == check.Name));
            if (left.Count == 0)
                break;
            rows.Add(new ConformanceRow(
                left[0], ConformanceOutcome.Failed, $"The process ended with the code {code} during this check.", TimeSpan.Zero));
            left.RemoveAt(0);
        }

        return new ConformanceReport(rows);
    }

    private static (List<ConformanceRow> Rows, int Code) Start(string trainer, IEnumerable<ConformanceCheck> checks)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path."))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(CheckedTrainer).Assembly.Location);
        foreach (var argument in checks.Select(check => check.Name).Prepend(trainer).Prepend("child"))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var rows = new List<ConformanceRow>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Done, StringComparison.Ordinal))
                rows.Add(JsonSerializer.Deserialize<ConformanceRow>(line[Done.Length..])!);
        }

        process.WaitForExit();
        return (rows, process.ExitCode);
    }

    /// <summary>Writes each result at once.</summary>
    private sealed class ResultLines : IProgress<ConformanceRow>
    {
        public void Report(ConformanceRow value) => Console.WriteLine(Done + JsonSerializer.Serialize(value));
    }
}
