using MlPipelines.Endurance.Kills;
using MlPipelines.Endurance.Works;

namespace MlPipelines.Endurance.Damages;

/// <summary>
/// Stops work on its way, damages one of the files that it goes on from, and begins it again: it must warn and name the file, and what
/// comes of it must have the bits of work that was left alone.
/// </summary>
public static class DamagedWork
{
    /// <summary>Tries every damage of every file; false when one went unseen, or ended with other bits.</summary>
    /// <param name="name">The work, see <see cref="WorkCatalog"/>.</param>
    /// <param name="seed">Seed of the places of flipped bits.</param>
    /// <param name="flips">How many single bits are flipped, each by itself.</param>
    /// <param name="log">Told of each.</param>
    public static bool Run(string name, int seed, int flips, Action<string> log)
    {
        var work = WorkCatalog.Create(name, isLong: false);
        using var folder = new TemporaryFolder();
        string whole = folder.Make("whole"), stopped = folder.Make("stopped"), again = folder.Make("again");
        work.Run(whole, _ => { }, CancellationToken.None);
        var expected = work.Result(whole);
        RunUntilTwoGenerations(work, stopped);

        // The work names its files by the folder that it runs in.
        TemporaryFolder.Copy(stopped, again);
        var (good, count, random) = (true, 0, new Random(seed));
        foreach (var file in work.Files(again))
        {
            foreach (var damage in Damage.All(flips))
            {
                if (damage.NeedsOther && file.Other is null)
                    continue;
                TemporaryFolder.Copy(stopped, again);
                damage.Do(file, random);
                var needsWarning = damage.IsRemoval ? file.NeedsWarning && file.NeedsIt
                    : damage.NeedsOther ? file.NeedsWarning && !file.OtherIsSound : file.NeedsWarning;
                var fault = Fault(work, again, file, needsWarning, expected);
                good &= fault is null;
                count++;
                log($"{name}: {Path.GetRelativePath(again, file.Path)} {damage.Name}: {fault ?? "as it must be"}");
            }

            if (name == "suite" && !Path.GetFileName(file.Path).StartsWith("run.json", StringComparison.Ordinal))
                continue;
            TemporaryFolder.Copy(stopped, again);
            var refusal = Refusal(work, again, file);
            good &= refusal is null;
            count++;
            log($"{name}: {Path.GetRelativePath(again, file.Path)} and the one before it: {refusal ?? "refused by their names, and kept"}");
        }

        log($"{name}: {count} damages");
        return good;
    }

    private static void RunUntilTwoGenerations(IWork work, string folder)
    {
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => work.Run(folder, _ => { }, stop.Token));
        while (!work.HasTwoGenerations(folder) && !run.IsCompleted)
            Thread.Sleep(2);
        if (work is not SuiteWork)
            stop.Cancel();
        try
        {
            run.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // as it was asked to
        }
    }

    private static string? Fault(IWork work, string folder, WorkFile file, bool needsWarning, IReadOnlyList<string> expected)
    {
        var warnings = new List<string>();
        try
        {
            work.Run(folder, warnings.Add, CancellationToken.None);
        }
        catch (Exception exception)
        {
            return $"REFUSED: {exception.Message}";
        }

        var name = Path.GetFileName(file.Path);
        var isNamed = warnings.Any(warning => warning.Contains(name, StringComparison.Ordinal));
        return needsWarning != isNamed ? $"WARNINGS: {(warnings.Count == 0 ? "none" : string.Join(' ', warnings))}"
            : KilledWork.Difference(expected, work.Result(folder));
    }

    /// <summary>Both generations are damaged: there is nothing to go on from, and nothing may be thrown away.</summary>
    private static string? Refusal(IWork work, string folder, WorkFile file)
    {
        string[] paths = [file.Path, file.Other!];
        foreach (var path in paths)
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        var bytes = paths.Select(File.ReadAllBytes).ToList();
        try
        {
            work.Run(folder, _ => { }, CancellationToken.None);
            return "NOT SEEN";
        }
        catch (InvalidDataException exception)
        {
            var unnamed = paths.Select(path => Path.GetFileName(path)).FirstOrDefault(
                path => !exception.Message.Contains(path!, StringComparison.Ordinal));
            return unnamed is not null ? $"NOT NAMED: {unnamed} in {exception.Message}"
                : paths.Zip(bytes).Any(pair => !File.ReadAllBytes(pair.First).AsSpan().SequenceEqual(pair.Second)) ? "CHANGED" : null;
        }
    }
}
