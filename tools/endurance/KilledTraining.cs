using System.Diagnostics;

namespace MlPipelines.Endurance;

/// <summary>
/// Kills a training at random moments and runs it again until it ends: weights and history must be those of one that was left alone.
/// </summary>
public static class KilledTraining
{
    /// <summary>Kills that many times, over as many trainings as it takes; false when one ended with other bits.</summary>
    public static bool Run(int kills, int seed, Action<string> log)
    {
        var folder = Directory.CreateTempSubdirectory("endurance-").FullName;
        try
        {
            var program = typeof(KilledTraining).Assembly.Location;
            var clock = Stopwatch.StartNew();
            ChildProcess.RunToEnd(program, "train", Path.Combine(folder, "whole.checkpoint"), Path.Combine(folder, "whole"));
            var whole = clock.Elapsed;
            var expected = File.ReadAllText(Path.Combine(folder, "whole"));
            log($"undisturbed: {whole.TotalSeconds:F1} s, {expected.Split('\n')[0]}");

            var random = new Random(seed);
            var good = true;
            for (var (done, training) = (0, 1); done < kills; training++)
            {
                var (checkpoint, result) = (Path.Combine(folder, $"{training}.checkpoint"), Path.Combine(folder, $"{training}"));
                var own = 0;
                while (!File.Exists(result))
                {
                    using var child = ChildProcess.Start(program, "train", checkpoint, result);
                    if (done < kills && child.KillAfter(whole * (0.1 + random.NextDouble())))
                        (done, own) = (done + 1, own + 1);
                    else
                        child.RequireSuccess();
                }

                var same = File.ReadAllText(result) == expected;
                good &= same;
                log($"training {training}: {own} kills, {(same ? "the same bits" : "OTHER BITS")}");
            }

            return good;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
