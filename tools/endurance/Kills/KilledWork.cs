using System.Diagnostics;
using System.Globalization;
using MlPipelines.Endurance.Works;

namespace MlPipelines.Endurance.Kills;

/// <summary>
/// Kills work with SIGKILL and begins it again until it ends: what came of it must have the bits of work that was left alone. Half of the
/// kills come at a moment by chance; the others as soon as a file that is being written has its first bytes, or as soon as a file has been
/// given the name of its older generation.
/// </summary>
public static class KilledWork
{
    /// <summary>Kills that many times, over as many works as it takes; false when one ended with other bits, or left a file.</summary>
    /// <param name="name">The work, see <see cref="WorkCatalog"/>.</param>
    /// <param name="isLong">Whether one work is long enough for some ten kills.</param>
    /// <param name="kills">How many kills.</param>
    /// <param name="seed">Seed of the moments.</param>
    /// <param name="log">Told what happened.</param>
    public static bool Run(string name, bool isLong, int kills, int seed, Action<string> log)
    {
        var work = WorkCatalog.Create(name, isLong);
        using var folder = new TemporaryFolder();
        var clock = Stopwatch.StartNew();
        var whole = folder.Make("whole");
        TimeSpan untilFirstWrite;
        using (var watch = new WriteWatch(whole))
        using (var child = Start(name, isLong, whole))
        {
            child.RequireSuccess();
            untilFirstWrite = watch.UntilFirst ?? throw new InvalidOperationException($"{name} wrote nothing.");
        }

        var length = clock.Elapsed;
        var expected = work.Result(whole);
        log(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: left alone it takes {length.TotalSeconds:F1} s, {untilFirstWrite.TotalSeconds:F1} s of them before the first byte is "
                + $"written; {expected.Count} lines to compare"));

        var (random, counts, good) = (new Random(seed), new KillCounts(), true);
        for (var (done, run) = (0, 1); done < kills; run++)
        {
            var own = folder.Make($"{run}");
            var before = done;
            while (done < kills && KillOnce(name, isLong, own, random, untilFirstWrite, (length - untilFirstWrite) / kills, counts))
                done++;
            using (var last = Start(name, isLong, own))
                last.RequireSuccess();
            var difference = Difference(expected, work.Result(own));
            var left = Directory.GetFiles(own, "*.tmp", SearchOption.AllDirectories);
            good &= difference is null && left.Length == 0;
            log($"{name}, run {run}: {done - before} kills, {difference ?? "the same bits"}"
                + (left.Length == 0 ? "" : $", LEFT BEHIND {string.Join(", ", left)}"));
        }

        log(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {kills} kills, {counts.Aimed} of them aimed at writes; {counts.Parts} left a part of a file, "
                + $"{counts.BetweenRenames} a file with its older generation alone; {clock.Elapsed.TotalSeconds:F0} s in all"));
        return good;
    }

    /// <summary>The first line that differs; null where all are the same.</summary>
    public static string? Difference(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        var place = Enumerable.Range(0, Math.Max(expected.Count, found.Count)).FirstOrDefault(
            i => i >= expected.Count || i >= found.Count || expected[i] != found[i], -1);
        return place < 0 ? null : $"OTHER BITS in line {place + 1}: '{found.ElementAtOrDefault(place)}' in place of "
            + $"'{expected.ElementAtOrDefault(place)}'";
    }

    private static ChildProcess Start(string name, bool isLong, string folder) =>
        ChildProcess.Start(typeof(KilledWork).Assembly.Location, "work", name, isLong ? "long" : "short", folder);

    /// <summary>One life; false where it ended by itself.</summary>
    private static bool KillOnce(
        string name, bool isLong, string folder, Random random, TimeSpan untilFirstWrite, TimeSpan share, KillCounts counts)
    {
        var isAimed = random.Next(2) == 0;
        // Some kills come while the program starts; most of them while it works.
        var life = random.Next(8) == 0 ? untilFirstWrite * random.NextDouble() : untilFirstWrite + 2 * share * random.NextDouble();
        using var watch = new WriteWatch(folder);
        using var child = Start(name, isLong, folder);
        if (isAimed)
            watch.At(1 + random.Next(4), renames: random.Next(3) == 0, child.Kill);
        if (!child.KillAfter(isAimed ? TimeSpan.FromMinutes(2) : life))
            return false;
        counts.Add(folder, isAimed);
        return true;
    }

    /// <summary>What the kills left.</summary>
    private sealed class KillCounts
    {
        public int Aimed { get; private set; }

        public int Parts { get; private set; }

        public int BetweenRenames { get; private set; }

        public void Add(string folder, bool isAimed)
        {
            Aimed += isAimed ? 1 : 0;
            var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
            Parts += files.Any(file => file.EndsWith(".tmp", StringComparison.Ordinal) && new FileInfo(file).Length > 0) ? 1 : 0;
            BetweenRenames += files.Any(file => file.EndsWith(".previous", StringComparison.Ordinal)
                && !files.Contains(file[..^".previous".Length])) ? 1 : 0;
        }
    }
}
