using System.Globalization;
using System.Text.Json.Nodes;
using MlPipelines.Experiments.Pictures;

namespace MlPipelines.UnitTests.Reporting;

/// <summary>The folder of a made-up run of many experiments, each with curves and pictures.</summary>
internal static class ManyExperiments
{
    private const string Trials =
        "suite,experiment,trial,dataset,learner,seed,settings,parameters,model_bytes,fit_seconds,predict_microseconds_per_row,error";

    private const string Metrics = "suite,experiment,trial,dataset,learner,seed,split,metric,value";

    private const string History = "suite,experiment,trial,dataset,learner,seed,epoch,iteration,split,metric,value";

    /// <summary>Writes the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="experiments">How many experiments.</param>
    /// <param name="pictures">How many pictures each has.</param>
    public static void Write(string folder, int experiments, int pictures)
    {
        List<string> trials = [Trials], metrics = [Metrics], history = [History];
        for (var trial = 1; trial <= 2 * experiments; trial++)
        {
            var (experiment, learner) = ((trial + 1) / 2, trial % 2 == 0 ? "wide" : "deep");
            trials.Add($"s,e{experiment},{trial},sine,{learner},1,width=4,10,1000,0.5,2,");
            metrics.Add($"s,e{experiment},{trial},sine,{learner},1,test,rmse,{trial}");
            history.AddRange(Enumerable.Range(1, 300).Select(epoch => string.Create(
                CultureInfo.InvariantCulture,
                $"s,e{experiment},{trial},sine,{learner},1,{epoch},{epoch},validation,loss,{trial + (1.0 / epoch):R}")));
        }

        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "trials.csv"), trials);
        File.WriteAllLines(Path.Combine(folder, "metrics.csv"), metrics);
        File.WriteAllLines(Path.Combine(folder, "history.csv"), history);
        File.WriteAllText(Path.Combine(folder, "run.json"), new JsonObject
        {
            ["command"] = "run s",
            ["suites"] = new JsonArray(new JsonObject
            {
                ["name"] = "s",
                ["experiments"] = new JsonArray([.. Enumerable.Range(1, experiments).Select(i => (JsonNode)new JsonObject
                {
                    ["name"] = $"e{i}",
                    ["question"] = $"What does experiment {i} say?",
                })]),
            }),
        }.ToJsonString());
        for (var i = 1; i <= experiments; i++)
        {
            for (var j = 1; j <= pictures; j++)
                PictureFiles.Write(Path.Combine(folder, "pictures"), $"s-e{i}-picture-{j}", Picture(i, j));
        }
    }

    /// <summary>Sums of the sizes of the pictures' light files, in bytes.</summary>
    public static long LightBytes(string folder) => Directory.GetFiles(Path.Combine(folder, "pictures"), "*.svg")
        .Where(path => !path.EndsWith("-dark.svg", StringComparison.Ordinal)).Sum(path => new FileInfo(path).Length);

    /// <summary>Three lines of as many points as there are pixels, which are not the same in any two pictures.</summary>
    private static LinePicture Picture(int experiment, int number)
    {
        double[] x = [.. Enumerable.Range(0, 400).Select(i => (double)i)];
        return new LinePicture(
            $"Experiment {experiment}, picture {number}", "epoch", "loss",
            [.. Enumerable.Range(1, 3).Select(line => new Series(
                $"a learner of width {10 * line}", x, [.. x.Select(at => Math.Sin((at * line / 40) + experiment + (0.3 * number)))]))]);
    }
}
