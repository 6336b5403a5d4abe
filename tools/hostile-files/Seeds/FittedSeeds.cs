using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Ensembles;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.HostileFiles.Seeds;

/// <summary>Small fitted components of every kind that model files may hold, on a few rows.</summary>
internal static class FittedSeeds
{
    private static readonly MlpOptions Mlp = new() { HiddenLayers = [3], Epochs = 2, Threads = 1, Seed = 1 };
    private static readonly GradientBoostedTreesOptions Trees = new() { NumberOfTrees = 2, NumberOfLeaves = 4, Threads = 1 };

    /// <summary>Rows of two features, a town, and labels of every task.</summary>
    public static IDataView Rows(MLContext ml)
    {
        var rows = Enumerable.Range(0, 60).Select(i => new Row
        {
            Features = [MathF.Sin(i), MathF.Cos(3 * i)],
            Town = (uint)(1 + (i % 3)),
            Truth = MathF.Sin(i) > 0,
            Number = MathF.Sin(i) + (i % 3),
            Class = ((string[])["low", "high", "other"])[i % 3],
        });
        return ml.Transforms.Conversion.MapValueToKey("Key", "Class").Fit(ml.Data.LoadFromEnumerable(rows))
            .Transform(ml.Data.LoadFromEnumerable(rows));
    }

    /// <summary>A component of each kind.</summary>
    public static IReadOnlyList<ISavable> Components()
    {
        var ml = new MLContext(seed: 1);
        var rows = Rows(ml);
        var (classes, numbers, truth) = (
            ml.MulticlassClassification.Trainers, ml.Regression.Trainers, ml.BinaryClassification.Trainers);
        var (mlp, trees) = (Mlp with { LabelColumnName = "Key" }, Trees with { LabelColumnName = "Key" });
        var towns = Trees with
        {
            LabelColumnName = "Number",
            CategoryColumnNames = ["Town"],
            TargetEncodingMinimumCategories = 2,
        };
        return
        [
            classes.Mlp(mlp).Fit(rows), classes.GradientBoostedTrees(trees).Fit(rows),
            numbers.Mlp(Mlp with { LabelColumnName = "Number" }).Fit(rows), numbers.GradientBoostedTrees(towns).Fit(rows),
            numbers.LeastSquares(new LeastSquaresOptions { LabelColumnName = "Number" }).Fit(rows),
            truth.Mlp(Mlp with { LabelColumnName = "Truth" }).Fit(rows).Model,
            truth.GradientBoostedTrees(Trees with { LabelColumnName = "Truth" }).Fit(rows).Model,
            classes.Ensemble(new EnsembleOptions
            {
                LabelColumnName = "Key",
                Members = [("net", classes.Mlp(mlp)), ("trees", classes.GradientBoostedTrees(trees))],
                Folds = 2,
                Calibration = EnsembleCalibration.Temperature,
            }).Fit(rows),
            ml.Transforms.ImputeMissingValues("Features").Fit(rows), ml.Transforms.NormalizeJointMeanVariance("Features").Fit(rows),
            ml.Transforms.QuantileToNormal("Features").Fit(rows), ml.Transforms.SmoothRobustScaling("Features").Fit(rows),
            new ImageFeaturesTransformer("Out", "Features", SmallNetwork(), cacheFolder: null),
        ];
    }

    /// <summary>The parts of a component: <c>kind</c>, <c>values.json</c>, <c>history.json</c> and its files.</summary>
    public static Dictionary<string, byte[]> PartsOf(ISavable component)
    {
        var writer = new ComponentWriter();
        component.SaveState(writer);
        var parts = writer.Files.ToDictionary(file => file.Name, file => file.Content);
        parts.Add("kind", System.Text.Encoding.UTF8.GetBytes(component.SavedKind));
        parts.Add("values.json", System.Text.Encoding.UTF8.GetBytes(writer.Values.ToJsonString(SavedJson.Options)));
        parts.Add(ModelFile.HistoryFile, System.Text.Encoding.UTF8.GetBytes(writer.History.ToJsonString(SavedJson.Options)));
        return parts;
    }

    /// <summary>A network of some kinds of layers, 2 numbers to 2.</summary>
    public static Network<float> SmallNetwork() => Network<float>.Create(
        new NetworkDefinition(
            new Shape(2),
            [new Dense(4), new BatchNorm(), new ReLU(), new Dropout(0.1), new Dense(3), new Tanh(), new Dense(2)]), seed: 3);

    /// <summary>A network of layers of images, 1 x 8 x 8 numbers to 2.</summary>
    public static Network<float> ImageNetwork() => Network<float>.Create(
        new NetworkDefinition(
            new Shape(1, 8, 8),
            [new Conv2d(2, 3), new BatchNorm(), new ReLU(), new MaxPool2d(2), new Flatten(), new Dense(2)]), seed: 3);

    /// <summary>A row.</summary>
    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [KeyType(3)]
        public uint Town { get; set; }

        public bool Truth { get; set; }

        public float Number { get; set; }

        public string Class { get; set; } = "";
    }
}
