using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;

namespace MlPipelines.Endurance.Works;

/// <summary>
/// <c>run SUITE --resume</c> with a linear model, a network, boosted trees and their weighted mean: tables, outcomes, predictions, maps,
/// pictures, saved models and the page.
/// </summary>
public sealed class SuiteWork(int seeds) : IWork
{
    private const string RunName = "run";

    private string Suite => $$"""
        {
          "name": "endurance",
          "experiments": [ {
            "name": "map", "data": "countries-map", "trainRows": 3000, "validationRows": 400, "testRows": 400, "seeds": {{seeds}},
            "learners": [
              { "kind": "lbfgs-maximum-entropy", "name": "linear", "settings": { "iterations": 20 } },
              { "kind": "boosted-trees", "name": "trees", "settings": { "trees": 20 } },
              { "kind": "mlp", "name": "net", "settings": { "hidden": [32, 32], "epochs": 4, "optimizer": "adam", "rate": 0.01 } }
            ],
            "ensemble": "together",
            "map": { "grid": { "left": 0, "right": 1, "bottom": 0, "top": 1, "columns": 20, "rows": 20 }, "seeds": 1 }
          } ]
        }
        """;

    /// <inheritdoc/>
    public string Name => "suite";

    /// <inheritdoc/>
    public void Run(string folder, Action<string> warn, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "suite.json");
        if (!File.Exists(file))
            File.WriteAllText(file, Suite);
        using var errors = new StringWriter();
        var streams = new ConsoleStreams { Output = TextWriter.Null, Error = TextWriter.Synchronized(errors) };
        var code = CommandLine.Invoke(
            ["run", file, "--threads", "2", "--out", Path.Combine(folder, RunName), "--resume", "--save-models"], streams,
            cancellation: cancellation);
        var lines = errors.ToString().Split('\n');
        foreach (var line in lines.Where(line => line.Contains("warning: ", StringComparison.Ordinal)))
            warn(line);
        cancellation.ThrowIfCancellationRequested();
        if (code != ExitCode.Success)
            throw new InvalidDataException($"The run ended with {code}: {lines.Last(line => line.Length > 0)}");
    }

    /// <inheritdoc/>
    public bool HasTwoGenerations(string folder) => File.Exists(In(folder, "summary.txt"));

    /// <inheritdoc/>
    public IReadOnlyList<string> Result(string folder) => RunFolderText.Lines(Path.Combine(folder, RunName));

    /// <inheritdoc/>
    public IReadOnlyList<WorkFile> Files(string folder) =>
    [
        new(In(folder, "run.json"), In(folder, "run.json.previous"), NeedsWarning: true, NeedsIt: true, OtherIsSound: true),
        new(In(folder, "trials/000002.json"), In(folder, "trials/000003.json"), NeedsWarning: true, NeedsIt: false, OtherIsSound: false),
        Beside(folder, "outcomes", ".csv.gz"),
        Beside(folder, "predictions", ".csv.gz"),
        Beside(folder, "maps", ".csv"),
        new(In(folder, "metrics.csv"), In(folder, "trials.csv"), NeedsWarning: false, NeedsIt: false, OtherIsSound: true),
    ];

    /// <summary>A file beside that of the second trial.</summary>
    private static WorkFile Beside(string folder, string own, string ending) => new(
        In(folder, $"{own}/trial-2{ending}"), In(folder, $"{own}/trial-3{ending}"), NeedsWarning: true, NeedsIt: true, OtherIsSound: false);

    private static string In(string folder, string name) => Path.Combine(folder, RunName, name);
}
