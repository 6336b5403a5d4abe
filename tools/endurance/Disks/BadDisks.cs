using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Endurance.Kills;
using MlPipelines.Endurance.Works;

namespace MlPipelines.Endurance.Disks;

/// <summary>
/// Disks that are full or cannot be written, and data that vanish: the error must be clear, nothing that was finished may be lost, and the
/// work must go on once the trouble is over.
/// </summary>
public static class BadDisks
{
    /// <summary>Tries all; what this machine does not allow is left out by its name.</summary>
    public static bool Run(Action<string> log)
    {
        var good = FolderThatIsAFile(log) & VanishedData(log);
        using var disk = SmallDisk.TryMount();
        if (disk is null)
        {
            log("a full disk, a disk that cannot be written: SKIPPED, for this user may not mount a file system in memory");
            return good;
        }

        foreach (var name in WorkCatalog.Names.Where(name => name != "fine-tuning"))
            good &= Full(name, disk, log) & ReadOnly(name, disk, log);
        return good;
    }

    /// <summary>The disk is full in the middle of the work; more room is made, and the work goes on.</summary>
    private static bool Full(string name, SmallDisk disk, Action<string> log)
    {
        var work = WorkCatalog.Create(name, isLong: false);
        using var folder = new TemporaryFolder();
        var whole = folder.Make("whole");
        work.Run(whole, _ => { }, CancellationToken.None);
        var here = Path.Combine(disk.Path, $"full-{name}");
        Directory.CreateDirectory(here);
        // Room for about half of what the work leaves.
        var size = Directory.EnumerateFiles(whole, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        disk.Fill(butFor: size / 2);
        var message = MessageOf(work, here);
        var kept = Finished(here);
        disk.Free();
        var difference = message is null ? null : Ended(work, whole, here);
        Directory.Delete(here, recursive: true);
        var extra = work is SuiteWork ? $"{kept} trials were finished and are kept" : "";
        return Told($"{name} on a full disk", log, message, difference, "could not be written", "space", extra);
    }

    /// <summary>The disk cannot be written from the beginning; then it can.</summary>
    private static bool ReadOnly(string name, SmallDisk disk, Action<string> log)
    {
        var work = WorkCatalog.Create(name, isLong: false);
        using var folder = new TemporaryFolder();
        var whole = folder.Make("whole");
        work.Run(whole, _ => { }, CancellationToken.None);
        var here = Path.Combine(disk.Path, $"read-only-{name}");
        Directory.CreateDirectory(here);
        if (work is SuiteWork)
            File.Copy(Path.Combine(whole, "suite.json"), Path.Combine(here, "suite.json"));
        disk.SetReadOnly(true);
        var message = MessageOf(work, here);
        disk.SetReadOnly(false);
        var difference = message is null ? null : Ended(work, whole, here);
        Directory.Delete(here, recursive: true);
        return Told($"{name} on a disk that cannot be written", log, message, difference, "written", "ead-only", "");
    }

    /// <summary>Where a folder should be, there is a file: so even a user who may write everywhere cannot write.</summary>
    private static bool FolderThatIsAFile(Action<string> log)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "taken");
        File.WriteAllText(file, "mine");
        var message = MessageOf(WorkCatalog.Create("network", isLong: false), file);
        var isKept = File.ReadAllText(file) == "mine";
        return Told(
            "a checkpoint in a folder that is a file", log, message, isKept ? null : "CHANGED", "could not be written",
            "is a file, not a folder", "");
    }

    /// <summary>A table of the user's is deleted while some trials are still to run; then it comes back.</summary>
    private static bool VanishedData(Action<string> log)
    {
        using var folder = new TemporaryFolder();
        var (table, suite) = (Path.Combine(folder.Path, "table.csv"), Path.Combine(folder.Path, "suite.json"));
        var rows = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i % 17},{i % 5},{(i % 17 > 8 ? "high" : "low")}\n"));
        File.WriteAllText(table, $"a,b,label\n{rows}");
        File.WriteAllText(suite, """
            { "name": "own", "experiments": [ { "name": "table", "data": { "csv": "table.csv", "label": "label" }, "seeds": 2,
              "learners": [ { "kind": "boosted-trees", "name": "trees", "settings": { "trees": 5 } } ] } ] }
            """);
        var whole = Path.Combine(folder.Path, "whole");
        var run = Path.Combine(folder.Path, "run");
        var code = Invoke(suite, whole, out var errors) + Invoke(suite, run, out _);
        if (code != ExitCode.Success)
        {
            log($"vanished data: the run ended with {code}: {errors}");
            return false;
        }

        File.Delete(Path.Combine(run, "trials", "000002.json")); // as if it had been killed before
        File.Move(table, table + ".gone");
        var ended = Invoke(suite, run, out var message);
        var kept = Finished(run);
        File.Move(table + ".gone", table);
        var again = Invoke(suite, run, out var after);
        var difference = ended != ExitCode.Data ? $"EXIT CODE {ended}" : kept != 1 ? $"{kept} TRIALS KEPT"
            : again != ExitCode.Success ? $"EXIT CODE {again}: {after}"
            : KilledWork.Difference(RunFolderText.Lines(whole), RunFolderText.Lines(run));
        return Told("a table that vanished", log, message, difference, "table.csv", "", "the finished trial is kept");
    }

    private static int Invoke(string suite, string run, out string errors)
    {
        using var writer = new StringWriter();
        var streams = new ConsoleStreams { Output = TextWriter.Null, Error = TextWriter.Synchronized(writer) };
        var code = CommandLine.Invoke(["run", suite, "--threads", "1", "--out", run, "--resume"], streams);
        errors = writer.ToString().Trim().Split('\n')[^1];
        return code;
    }

    private static int Finished(string folder) =>
        Directory.EnumerateFiles(folder, "0*.json", SearchOption.AllDirectories).Count();

    private static string? MessageOf(IWork work, string folder)
    {
        try
        {
            work.Run(folder, _ => { }, CancellationToken.None);
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return exception.Message;
        }
    }

    private static string? Ended(IWork work, string whole, string here)
    {
        try
        {
            work.Run(here, _ => { }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return $"DOES NOT GO ON: {exception.Message}";
        }

        return KilledWork.Difference(work.Result(whole), work.Result(here));
    }

    private static bool Told(string what, Action<string> log, string? message, string? difference, string must, string also, string extra)
    {
        var isClear = message is not null && message.Contains(must, StringComparison.Ordinal)
            && message.Contains(also, StringComparison.Ordinal) && !message.Contains("   at ", StringComparison.Ordinal);
        log($"{what}: {(isClear ? "" : "NOT CLEAR: ")}{message ?? "no error"}");
        log($"{what}: then {difference ?? "the same bits"}{(extra.Length > 0 ? $"; {extra}" : "")}");
        return isClear && difference is null;
    }
}
