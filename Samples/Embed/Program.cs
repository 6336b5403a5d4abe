using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Optimizers;
using Order = Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality;

var ml = new MLContext(seed: 1);
var random = new Random(1);
var towns = Enumerable.Range(0, 2000).Select(_ => new Town { East = random.NextSingle(), North = random.NextSingle() }).ToList();
foreach (var town in towns) town.Label = town.East * town.North > 0.25f ? "north" : "south";
var data = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(towns), testFraction: 0.2);

var pipeline = ml.Transforms.Concatenate("Features", "East", "North")
    .Append(ml.Transforms.NormalizeMeanVariance("Features"))
    .Append(ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: Order.ByValue))
    .Append(ml.MulticlassClassification.Trainers.Mlp(new MlpOptions
    {
        HiddenLayers = [16, 16],
        Optimizer = new AdamOptions { LearningRate = 0.01 },
        Epochs = 20,
        Seed = 1,
    }))
    .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

var model = pipeline.Fit(data.TrainSet);
var metrics = ml.MulticlassClassification.Evaluate(model.Transform(data.TestSet));
var engine = ml.Model.CreatePredictionEngine<Town, Region>(model);
var region = engine.Predict(new Town { East = 0.9f, North = 0.9f });
Console.WriteLine($"accuracy {metrics.MicroAccuracy:F3}; (0.9, 0.9) is in the {region.PredictedLabel}");

var folds = ml.MulticlassClassification.CrossValidate(data.TrainSet, pipeline, numberOfFolds: 5);
Console.WriteLine($"accuracy of 5 folds: {string.Join(", ", folds.Select(fold => $"{fold.Metrics.MicroAccuracy:F3}"))}");

var importance = ml.MulticlassClassification.PermutationFeatureImportance(model, model.Transform(data.TestSet), permutationCount: 5);
foreach (var (feature, change) in importance.OrderBy(pair => pair.Key))
    Console.WriteLine($"without {feature} the accuracy falls by {-change.MicroAccuracy.Mean:F3}");

var file = args.Length > 0 ? args[0] : "towns.zip";
ml.Model.Save(model, data.TrainSet.Schema, file);
Console.WriteLine($"saved as {file}; P(north) of (0.9, 0.9) is {region.Score[0]:R}");

internal sealed class Town
{
    public float East { get; set; }

    public float North { get; set; }

    public string Label { get; set; } = "";
}

internal sealed class Region
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
