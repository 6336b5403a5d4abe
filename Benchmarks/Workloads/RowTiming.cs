using System.Diagnostics;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>The time of one prediction: rows in blocks, each block many times, the best time of each.</summary>
internal static class RowTiming
{
    /// <summary>Rows timed together: so few that other work on the machine leaves some of the runs alone.</summary>
    private const int Block = 100;

    private const int Runs = 100;

    /// <summary>
    /// Mean microseconds of a call over the rows 0 … rows − 1, which are passed in order, so that neighbors come again only after all
    /// others.
    /// </summary>
    public static double Microseconds(int rows, Action<int> predict)
    {
        double[] best = [.. Enumerable.Repeat(double.PositiveInfinity, (rows + Block - 1) / Block)];
        for (var run = 0; run < Runs; run++)
        {
            for (var block = 0; block < best.Length; block++)
            {
                var end = Math.Min(rows, (block + 1) * Block);
                var watch = Stopwatch.StartNew();
                for (var row = block * Block; row < end; row++) predict(row);
                best[block] = Math.Min(best[block], watch.Elapsed.TotalMicroseconds);
            }
        }
        return Math.Round(best.Sum() / rows, 3);
    }
}
