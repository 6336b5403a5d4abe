using System.Diagnostics;
using System.Globalization;

namespace MlPipelines.Endurance.Cancelling;

/// <summary>
/// Cancels fits at moments by chance: at most the step that is under way may end, and the answer must not take longer than two of the
/// longest steps.
/// </summary>
public static class Cancellations
{
    /// <summary>What the scheduling of threads on a busy machine may add to an answer.</summary>
    private static readonly TimeSpan Scheduling = TimeSpan.FromMilliseconds(200);

    /// <summary>Cancels each trainer so many times; false where one went on, or answered late.</summary>
    public static bool Run(int times, int seed, Action<string> log)
    {
        var (good, random) = (true, new Random(seed));
        foreach (var fit in CancelledFit.All())
        {
            fit.Fit(CancellationToken.None, () => { }); // code is compiled on the way
            var (length, longest) = Undisturbed(fit);
            var (answered, mostSteps, slowest) = (0, 0, TimeSpan.Zero);
            for (var i = 0; i < times; i++)
            {
                // Where the fit ends before the moment comes, it is tried again with half the time.
                (int Steps, TimeSpan Answer)? cancelled = null;
                for (var after = length * random.NextDouble(); cancelled is null && after > TimeSpan.FromMilliseconds(0.1); after /= 2)
                    cancelled = Cancel(fit, after);
                if (cancelled is not var (steps, answer))
                    continue;
                answered++;
                mostSteps = Math.Max(mostSteps, steps);
                slowest = answer > slowest ? answer : slowest;
            }

            var isGood = mostSteps <= 1 && slowest <= 2 * longest + Scheduling && answered == times;
            good &= isGood;
            log(string.Create(
                CultureInfo.InvariantCulture,
                $"{fit.Name}: a fit takes {length.TotalMilliseconds:F0} ms, its longest {fit.Step} {longest.TotalMilliseconds:F0} ms; "
                    + $"{answered} of {times} cancelled on the way, at most {mostSteps} more ended, the slowest answer after "
                    + $"{slowest.TotalMilliseconds:F0} ms{(isGood ? "" : ": NOT GOOD")}"));
        }

        return good;
    }

    /// <summary>How long a fit takes, and the longest time between two of its steps.</summary>
    private static (TimeSpan Length, TimeSpan Longest) Undisturbed(CancelledFit fit)
    {
        var (clock, last, longest) = (Stopwatch.StartNew(), TimeSpan.Zero, TimeSpan.Zero);
        fit.Fit(CancellationToken.None, Step);
        Step();
        return (clock.Elapsed, longest);

        void Step()
        {
            var now = clock.Elapsed;
            longest = now - last > longest ? now - last : longest;
            last = now;
        }
    }

    /// <summary>Steps that ended after the word, and the time until the answer; null where the fit had ended before.</summary>
    private static (int Steps, TimeSpan Answer)? Cancel(CancelledFit fit, TimeSpan after)
    {
        using var stop = new CancellationTokenSource();
        var (steps, said) = (0, 0L);
        using var timer = new Timer(
            _ =>
            {
                Volatile.Write(ref said, Stopwatch.GetTimestamp());
                stop.Cancel();
            },
            null, after, Timeout.InfiniteTimeSpan);
        try
        {
            fit.Fit(stop.Token, () => steps += stop.IsCancellationRequested ? 1 : 0);
            return null;
        }
        catch (OperationCanceledException)
        {
            return (steps, Stopwatch.GetElapsedTime(Volatile.Read(ref said)));
        }
    }
}
