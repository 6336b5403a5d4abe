using System.Text;
using System.Text.Json.Nodes;
using MlPipelines.Data;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.HostileFiles.Seeds;

/// <summary>The folder of a run with every kind of file, made by the writers of runs from figures by hand: nothing is trained.</summary>
internal static class RunSeeds
{
    /// <summary>The suite of the run: one experiment with all that an experiment may have, one with folds of a table.</summary>
    public const string Suite = """
        { "name": "rich", "title": "t", "experiments": [
          { "name": "map", "question": "q", "data": "countries-map", "trainRows": 30, "validationRows": 6, "testRows": 6, "seeds": 2,
            "keepPredictions": true, "compare": "accuracy", "ours": "net",
            "learners": [ { "kind": "mlp", "name": "net", "settings": { "hidden": [8, 4], "drop-last": true, "batch": 16 } },
              { "kind": "boosted-trees", "name": "trees", "settings": { "trees": 5 } } ],
            "sweep": [ [ { "rate": 0.1 }, { "label": "slow", "settings": { "rate": 1e-3 } } ] ], "quick": { "seeds": 1, "trainRows": 20 },
            "choices": [ { "name": "the best", "measure": "validation accuracy", "candidates": ["net slow"], "lowest": false } ],
            "claims": [ { "kind": "within", "text": "c", "learner": "the best", "measure": { "kind": "logarithm", "of": "fit-seconds",
                "least": 0.1 }, "low": 0 },
              { "kind": "higher", "text": "h", "learner": "the best", "than": "trees slow", "measure": "test accuracy", "margin": 0.1 } ],
            "map": { "grid": { "left": 0, "right": 1, "bottom": 0, "top": 1, "columns": 2, "rows": 3 }, "seeds": 1,
              "learners": ["net slow"] },
            "pictures": [ { "kind": "bars", "name": "b", "measure": "test accuracy" }, { "kind": "curves", "name": "c", "metric": "loss",
              "splits": ["train"] }, { "kind": "against-setting", "name": "s", "measure": "parameters", "settings": ["rate"] } ] },
          { "name": "cv", "data": { "csv": "a.csv", "label": "l", "task": "regression", "types": { "a": "number" }, "ignore": ["b"],
              "folds": 2, "splitSeed": 3 }, "learners": [ { "kind": "linear-regression", "name": "linear" } ] },
          { "name": "check", "study": "gradient-check" } ],
          "sentences": [ { "source": "001:1", "text": "s" } ] }
        """;

    private const string Table = "a.csv";

    /// <summary>The plan of the suite.</summary>
    public static RunPlan Plan { get; } = MakePlan();

    /// <summary>The manifest of a run of the plan on its data.</summary>
    public static RunManifest Manifest()
    {
        var manifest = new RunManifest(Plan, "program", "run rich.json", threads: 2);
        manifest.Add("rich", Plan.Suites[0].Experiments[0], "countries-map", Data.Value);
        return manifest;
    }

    private static readonly Lazy<DataSet> Data = new(() => DataSets.Load(
        "countries-map", new DataSetOptions { TrainRows = 30, ValidationRows = 6, TestRows = 6, AllowDownload = false }));

    /// <summary>The files of the folder by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Folder()
    {
        var path = Directory.CreateTempSubdirectory("hostile-files-seed-").FullName;
        try
        {
            var folder = RunFolder.Create(path);
            foreach (var trial in Plan.Trials)
                folder.Add(new FinishedTrial(trial, ResultOf(trial)));
            folder.WriteTables();
            folder.Write(RunManifest.FileName, FixedManifest(folder.Finished.Count));
            foreach (var (name, text) in Others())
                folder.Write(name, text);
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .ToDictionary(file => Path.GetRelativePath(path, file), ContentOf);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>
    /// What a file holds, without checksums, as an earlier version wrote it: so damage comes past them, to what reads the content.
    /// </summary>
    private static byte[] ContentOf(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (Path.GetExtension(file) != ".json")
            return bytes;
        var json = JsonNode.Parse(bytes)!.AsObject();
        foreach (var name in new[] { SealedJson.Mark, SealedJson.Hash, TrialJson.FilesName })
            json.Remove(name);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static RunPlan MakePlan()
    {
        var folder = Directory.CreateTempSubdirectory("hostile-files-seed-").FullName;
        try
        {
            var path = Path.Combine(folder, "rich.json");
            File.WriteAllText(path, Suite);
            var suite = SuiteFile.Read(path);
            return RunPlan.Create([suite with { Experiments = [.. suite.Experiments.Select(WithFixedPath)] }]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The experiment without the name of the temporary folder, so that files are the same in every process.</summary>
    private static Experiment WithFixedPath(Experiment experiment) => experiment.Csv is not { } csv ? experiment
        : experiment with { Csv = csv with { Path = Table }, DataSets = [Table] };

    /// <summary>The manifest without what differs from run to run and from machine to machine.</summary>
    private static string FixedManifest(int finished)
    {
        var json = JsonNode.Parse(Manifest().Text("completed", finished, failed: 0))!;
        (json["started"], json["written"], json["version"]) = ("2024-01-02T03:04:05Z", "2024-01-02T03:05:06Z", "1.0");
        json["machine"] = new JsonObject
        {
            ["os"] = "system",
            ["processor"] = "processor",
            ["cores"] = 2,
            ["vectorBits"] = 256,
            ["memoryMegabytes"] = 1000,
            ["runtime"] = "runtime",
        };
        return json.ToJsonString();
    }

    private static TrialResult ResultOf(Trial trial)
    {
        var good = 0.5 + (0.01 * trial.Number);
        var ofClasses = trial.Experiment == "map";
        string[] metrics = ofClasses ? [Metric.Accuracy, Metric.LogLoss] : ["rmse", "r2"];
        List<float> rows = [0, 1, 2, 3, 4, 5];
        return new TrialResult
        {
            DataSet = trial.DataSet,
            Learner = trial.Learner,
            Settings = trial.Settings,
            Seed = trial.Seed,
            Parameters = 50 + trial.Number,
            ModelBytes = 1000,
            PrepareSeconds = 0.125,
            FitSeconds = 0.5,
            MonitorSeconds = 0.25,
            PredictMicroseconds = 1.5,
            PredictOne = new SingleRowLatency(2, 3),
            PeakMegabytes = 100,
            TrialsAtOnce = 1,
            Warnings = ["a warning"],
            Metrics =
            [
                .. ((string[])[Split.Train, Split.Validation, Split.Test]).SelectMany(split =>
                    metrics.Select(metric => new MetricValue(split, metric, good))),
            ],
            Undefined = [new UndefinedMetric(Split.Test, "auc", "one class")],
            History =
            [
                .. Enumerable.Range(1, 3).Select(epoch => new HistoryPoint(epoch, 10 * epoch, Split.Validation, Metric.Loss, 1.0 / epoch)),
                .. Enumerable.Range(1, 3).Select(epoch => new HistoryPoint(epoch, 10 * epoch, Split.Train, Metric.Loss, 0.9 / epoch)),
            ],
            PlacePredictions = trial.Places is { } places ? [.. Enumerable.Range(0, places.Count).Select(i => (float)(i % 3))] : null,
            TestOutcomes = new RowOutcomes(ofClasses, rows, [.. rows.Select(row => ofClasses ? row % 4 : row + 0.5f)]),
            Predictions = ofClasses && trial.KeepsPredictions
                ? [.. ((string[])[Split.Validation, Split.Test]).Select(split => new SplitPredictions(
                    split, 6, [.. Enumerable.Range(0, 36).Select(i => i % 7 == 0 ? 0.75f : 0.05f)]))]
                : [],
        };
    }

    private static IEnumerable<(string Name, string Text)> Others() =>
    [
        ("claims.csv", "claim,source,experiment,evidence,effect,standardised effect,low,high,p,verdict\n"
            + "\"a, b\",ours,rich/map,2 seeds,0.1,1.5,0.05,0.2,0.01,supported\nc,001:1,rich/cv,2 folds,,,,,,not testable\n"),
        ("comparisons.csv", "experiment,measure,first,second,evidence,difference,low,high,p,better\n"
            + "rich/map on countries-map,test accuracy,net 0.1,trees 0.1,2 seeds,0.1,0.05,0.2,0.01,net 0.1\n"),
        ("sentences.csv", "source,sentence,verdict,because\n001:1,s,supported,\"a, b\"\n"),
        ("folds/cv.csv", "row,fold\n0,0\n1,1\n2,0\n3,1\n"), ("answer.txt", "The answer.\nIts reason.\n"),
        ("pictures/rich-map-b.svg", Drawing("#000000")), ("pictures/rich-map-b-dark.svg", Drawing("#ffffff")),
        ("pictures/rich-map-c.svg", Drawing("#010203")),
        ("mistakes/trial-1-row-0.png", Encoding.Latin1.GetString(PictureSeeds.Encode(4, 4, SkiaSharp.SKEncodedImageFormat.Png))),
    ];

    private static string Drawing(string color) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="100" height="80" viewBox="0 0 100 80"><defs><clipPath id="c"><rect x="0" y="0"
        width="100" height="80"/></clipPath></defs><g clip-path="url(#c)"><path d="M1.25 2.5L30.75 40.123" stroke="{color}" fill="none"/>
        <path d="M1 2L3 4" stroke="{color}" fill="none"/><rect x="1" y="2" width="3.333" height="4" fill="{color}"/><text x="3" y="4"
        font-size="12" fill="{color}">a</text><image width="4" height="4"/></g></svg>
        """;
}
