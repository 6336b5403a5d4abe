using System.Globalization;
using System.Text;
using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Data;
using MlPipelines.Data.Tables;
using MlPipelines.Pipelines;
using Order = Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality;

namespace MlPipelines.Benchmarks.Workloads.Serving;

/// <summary>A model of a drawn table of 20 numbers and two categories with three classes, in a folder of its own.</summary>
internal sealed class ServedModel : IDisposable
{
    private const int Rows = 4000;
    private const int Numbers = 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("mlpipelines-serve-").FullName;

    private ServedModel(Func<MLContext, IEstimator<ITransformer>> trainer)
    {
        (Records, var csv) = Draw();
        System.IO.File.WriteAllText(Path.Combine(_folder, "table.csv"), csv);
        var data = CsvData.Load(
            Path.Combine(_folder, "table.csv"), new CsvOptions { Label = "class", TestShare = 0, ValidationShare = 0 }).DataSet;
        var ml = new MLContext(seed: 1);
        var model = ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: Order.ByValue).Append(trainer(ml))
            .Fit(data.Train);
        Pipeline = new TrainedPipeline(model, data, ml);
        Pipeline.Save(File);
    }

    /// <summary>Records of the table as JSON.</summary>
    public IReadOnlyList<byte[]> Records { get; }

    public TrainedPipeline Pipeline { get; }

    /// <summary>The trained pipeline.</summary>
    public string File => Path.Combine(_folder, "model.zip");

    /// <summary>Standardizing and a network with two hidden layers of 64.</summary>
    public static ServedModel Mlp() => new(ml => ml.Transforms.NormalizeMeanVariance("Features")
        .Append(ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [64, 64], Epochs = 3, Seed = 1 })));

    /// <summary>100 rounds of trees, three a round.</summary>
    public static ServedModel Trees() => new(ml =>
        ml.MulticlassClassification.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { NumberOfTrees = 100, Seed = 1 }));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (IReadOnlyList<byte[]> Records, string Csv) Draw()
    {
        var random = new Random(1);
        string[] colors = ["red", "green", "blue", "grey"];
        string[] towns = ["Graz", "Linz", "Wien", "Bern", "Rome", "Oslo"];
        var csv = new StringBuilder($"{string.Join(",", Enumerable.Range(0, Numbers).Select(i => $"x{i}"))},color,town,class\n");
        var records = new byte[Rows][];
        for (var row = 0; row < Rows; row++)
        {
            var x = Enumerable.Range(0, Numbers).Select(_ => Math.Round((2 * random.NextDouble()) - 1, 4)).ToArray();
            var (color, town) = (random.Next(colors.Length), random.Next(towns.Length));
            var sum = x[0] + (x[1] * x[2]) + (color == 0 ? 0.5 : 0) + (0.1 * random.NextDouble());
            var label = sum < -0.3 ? "low" : sum < 0.4 ? "middle" : "high";
            var texts = x.Select(value => value.ToString(CultureInfo.InvariantCulture)).ToArray();
            csv.AppendLine($"{string.Join(",", texts)},{colors[color]},{towns[town]},{label}");
            var numbers = string.Join(",", texts.Select((text, i) => $"\"x{i}\":{text}"));
            records[row] = Encoding.UTF8.GetBytes($$"""{{{numbers}},"color":"{{colors[color]}}","town":"{{towns[town]}}"}""");
        }

        return (records, csv.ToString());
    }
}
