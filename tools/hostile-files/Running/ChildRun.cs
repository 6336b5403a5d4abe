using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlPipelines.HostileFiles.Readers;

namespace MlPipelines.HostileFiles.Running;

/// <summary>
/// Checks a reader in a process of its own, with 2 GiB of memory: a crash, a reading without end and one that takes all memory cost one
/// mutation and are told as faults. The process is then started again behind that mutation.
/// </summary>
public static class ChildRun
{
    /// <summary>The word that starts this program as the child.</summary>
    public const string Command = "child";

    private const string Heap = "0x80000000";
    private const string FaultMark = "@fault ";
    private const string EndMark = "@end ";
    private const int EndOfTime = 3;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10); // of the processor: the machine may have other work
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(2);

    /// <summary>Checks mutations from 0 on.</summary>
    public static ReaderResult Run(HostileReader reader, int seed, long mutations)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var progress = Path.GetTempFileName();
        try
        {
            var total = new Part(0, 0, 0, 0, 0);
            var faults = new List<ReaderFault>();
            while (total.Next < mutations)
            {
                File.WriteAllText(progress, "");
                var (part, own, code) = Start(reader.Name, seed, total.Next, mutations, progress);
                faults.AddRange(own);
                if (part is null)
                {
                    var told = Told(progress) ?? new Part(total.Next, 0, 0, 0, 0);
                    faults.Add(new(reader.Name, told.Next, code == EndOfTime
                        ? $"reading took longer than {TimeLimit.TotalSeconds} s of the processor or {WaitLimit.TotalMinutes} minutes"
                        : $"the process ended with the code {code}"));
                    part = told with { Next = told.Next + 1 };
                    if (told.Next == 0 && total.Next == 0 && code != EndOfTime)
                    {
                        throw new InvalidOperationException(
                            $"The process of '{reader.Name}' did not begin; see --reader {reader.Name} --only 0.");
                    }
                }

                total = new(
                    part.Next, total.Read + part.Read, total.Refused + part.Refused, Math.Max(total.MostBytes, part.MostBytes),
                    Math.Max(total.LongestSeconds, part.LongestSeconds));
            }

            return new(reader.Name, mutations, total.Read, total.Refused, faults, total.MostBytes, total.LongestSeconds);
        }
        finally
        {
            File.Delete(progress);
        }
    }

    /// <summary>The child: checks mutations, and tells faults and counts on standard output.</summary>
    public static void Serve(HostileReader reader, int seed, long first, long end, string progress)
    {
        using var check = new ReaderCheck(reader, seed);
        var clock = new ReadingClock(TimeLimit, WaitLimit);
        using var timer = new Timer(_ => EndWhereLate(clock), null, TimeLimit / 10, TimeLimit / 10);
        using var told = new FileStream(progress, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);
        var (read, refused) = (0L, 0L);
        for (var number = first; number < end; number++)
        {
            Tell(told, new(number, read, refused, check.MostBytes, check.Longest.TotalSeconds));
            clock.Begin();
            var (outcome, fault) = check.Check(number);
            clock.End();
            read += outcome == Outcome.Read ? 1 : 0;
            refused += outcome == Outcome.Refused ? 1 : 0;
            if (fault is not null)
                Console.WriteLine(FaultMark + JsonSerializer.Serialize(new ReaderFault(reader.Name, number, fault)));
        }

        Console.WriteLine(EndMark + JsonSerializer.Serialize(new Part(end, read, refused, check.MostBytes, check.Longest.TotalSeconds)));
    }

    private static void EndWhereLate(ReadingClock clock)
    {
        if (clock.IsLate())
            Environment.Exit(EndOfTime);
    }

    /// <summary>Where the child is: a crash leaves no time to say it. Lines have one length, so that each covers the one before.</summary>
    private static void Tell(FileStream file, Part part)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(part);
        var line = new byte[200];
        Array.Fill(line, (byte)' ');
        text.CopyTo(line, 0);
        file.Position = 0;
        file.Write(line);
    }

    private static Part? Told(string progress) =>
        File.ReadAllText(progress).Trim() is { Length: > 0 } text ? JsonSerializer.Deserialize<Part>(text) : null;

    private static (Part? Part, List<ReaderFault> Faults, int Code) Start(string reader, int seed, long first, long end, string progress)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path."))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = Heap;
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(ChildRun).Assembly.Location);
        foreach (var argument in (string[])[Command, reader, Text(seed), Text(first), Text(end), progress])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        var (faults, last) = (new List<ReaderFault>(), "");
        process.ErrorDataReceived += (_, line) => last = line.Data is { Length: > 0 } text && last.Length == 0 ? text : last;
        process.BeginErrorReadLine();
        Part? part = null;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(FaultMark, StringComparison.Ordinal))
                faults.Add(JsonSerializer.Deserialize<ReaderFault>(line[FaultMark.Length..])!);
            else if (line.StartsWith(EndMark, StringComparison.Ordinal))
                part = JsonSerializer.Deserialize<Part>(line[EndMark.Length..]);
        }

        process.WaitForExit();
        if (part is null && last.Length > 0)
            Console.Error.WriteLine(last);
        return (part, faults, process.ExitCode);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The counts of a process.</summary>
    private sealed record Part(long Next, long Read, long Refused, long MostBytes, double LongestSeconds);
}
