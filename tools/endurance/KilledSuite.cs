using System.Diagnostics;
using MlPipelines.Comparisons.Commands;

namespace MlPipelines.Endurance;

/// <summary>
/// Kills a suite at random moments and resumes it until it ends: metrics and histories must be those of one that was left alone.
/// </summary>
public static class KilledSuite
{
    private static readonly string[] Files = ["metrics.csv", "history.csv"];

    private const string Suite = """
        {
          "name": "endurance",
          "experiments": [ {
            "name": "map", "data": "countries-map", "trainRows": 4000, "validationRows": 500, "testRows": 500, "seeds": 3,
            "learners": [
              { "kind": "lbfgs-maximum-entropy", "name": "linear", "settings": { "iterations": 20 } },
              { "kind": "mlp", "name": "net", "settings": { "hidden": [32, 32], "epochs": 8, "optimizer": "adam", "rate": 0.01 } }
            ],
            "sweep": { "batch": [32, 64] }
          } ]
        }
        """;

    /// <summary>Kills that many times, over as many runs as it takes; false when one ended with other files.</summary>
    public static bool Run(int kills, int seed, Action<string> log)
    {
        var folder = Directory.CreateTempSubdirectory("endurance-").FullName;
        try
        {
            var program = typeof(CommandLine).Assembly.Location;
            var suite = Path.Combine(folder, "suite.json");
            File.WriteAllText(suite, Suite);
            string[] Arguments(string run) => ["run", suite, "--threads", "2", "--out", Path.Combine(folder, run), "--resume"];
            string Result(string run) => string.Concat(Files.Select(file => File.ReadAllText(Path.Combine(folder, run, file))));

            var clock = Stopwatch.StartNew();
            ChildProcess.RunToEnd(program, Arguments("whole"));
            var whole = clock.Elapsed;
            var expected = Result("whole");
            log($"undisturbed: {whole.TotalSeconds:F1} s, {expected.Length} characters of results");

            var random = new Random(seed);
            var good = true;
            for (var (done, run) = (0, 1); done < kills; run++)
            {
                var own = 0;
                for (var ended = false; !ended;)
                {
                    using var child = ChildProcess.Start(program, Arguments($"run-{run}"));
                    if (done < kills && child.KillAfter(whole * (0.1 + random.NextDouble())))
                    {
                        (done, own) = (done + 1, own + 1);
                        continue;
                    }

                    child.RequireSuccess();
                    ended = true;
                }

                var same = Result($"run-{run}") == expected;
                good &= same;
                log($"run {run}: {own} kills, {(same ? "the same files" : "OTHER FILES")}");
            }

            return good;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
