using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.UnitTests.CustomTrainers.Trees;

namespace MlPipelines.UnitTests.CustomTrainers.Interop;

/// <summary>ML.NET's own components over ours: importance of features, one-versus-all, calibrators, the log.</summary>
[TestClass]
public sealed class StockComponentTests
{
    private static readonly MlpOptions Quick = new()
    {
        HiddenLayers = [8],
        Optimizer = new AdamOptions { LearningRate = 0.02 },
        Epochs = 40,
        Seed = 1,
    };

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void PermutationFeatureImportance_WholeChain_FindsWhatTheLabelDependsOn()
    {
        var data = Points();
        var model = Chain(_ml.Regression.Trainers.GradientBoostedTrees("Sum")).Fit(data);

        var importance = _ml.Regression.PermutationFeatureImportance(model, model.Transform(data), labelColumnName: "Sum");

        CollectionAssert.AreEquivalent(new[] { "A", "B", "Noise" }, importance.Keys.ToArray());
        Assert.IsGreaterThan(10 * Math.Abs(importance["Noise"].MeanSquaredError.Mean), importance["A"].MeanSquaredError.Mean);
        Assert.IsGreaterThan(10 * Math.Abs(importance["Noise"].MeanSquaredError.Mean), importance["B"].MeanSquaredError.Mean);
    }

    [TestMethod]
    public void PermutationFeatureImportance_OfEachTask_TakesOurTransformers()
    {
        var data = Points();
        var multiclass = _ml.Transforms.Conversion.MapValueToKey("Class").Append(_ml.Transforms.Concatenate("Features", "A", "B", "Noise"))
            .Append(_ml.MulticlassClassification.Trainers.Mlp(Quick with { LabelColumnName = "Class" })).Fit(data);
        RequireNoiseLast(
            _ml.MulticlassClassification.PermutationFeatureImportance(
                multiclass, multiclass.Transform(data), labelColumnName: "Class", permutationCount: 5)
            .ToDictionary(pair => pair.Key, pair => -pair.Value.MicroAccuracy.Mean));
        var binary = Chain(_ml.BinaryClassification.Trainers.Mlp(Quick with { LabelColumnName = "Above" })).Fit(data);
        RequireNoiseLast(
            _ml.BinaryClassification.PermutationFeatureImportanceNonCalibrated(
                binary, binary.Transform(data), labelColumnName: "Above", permutationCount: 5)
            .ToDictionary(pair => pair.Key, pair => -pair.Value.Accuracy.Mean));
        var regression = Chain(_ml.Regression.Trainers.Mlp(Quick with { LabelColumnName = "Sum" })).Fit(data);
        RequireNoiseLast(
            _ml.Regression.PermutationFeatureImportance(regression, regression.Transform(data), labelColumnName: "Sum", permutationCount: 5)
            .ToDictionary(pair => pair.Key, pair => pair.Value.MeanSquaredError.Mean));

        static void RequireNoiseLast(Dictionary<string, double> losses)
        {
            Assert.HasCount(3, losses);
            Assert.IsGreaterThan(losses["Noise"], losses["A"]);
            Assert.IsGreaterThan(losses["Noise"], losses["B"]);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void OneVersusAll_OfOurTrainers_LearnsTheClasses(bool trees)
    {
        var data = Blobs.Keyed(_ml);
        var model = trees
            ? _ml.MulticlassClassification.Trainers.OneVersusAll(
                _ml.BinaryClassification.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { NumberOfTrees = 20 })).Fit(data)
            : _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.Mlp(Quick)).Fit(data);

        Assert.IsGreaterThan(0.9, _ml.MulticlassClassification.Evaluate(model.Transform(Blobs.Keyed(_ml, seed: 8))).MicroAccuracy);
    }

    [TestMethod]
    public void OneVersusAll_OfTreesWithCategoryColumn_SaysWhyItCannot()
    {
        var data = _ml.Transforms.Conversion.MapValueToKey("Class", "TownNumber").Fit(Towns.Load(_ml)).Transform(Towns.Load(_ml));
        var trainer = _ml.MulticlassClassification.Trainers.OneVersusAll(
            _ml.BinaryClassification.Trainers.GradientBoostedTrees(
                new GradientBoostedTreesOptions { NumberOfTrees = 2, LabelColumnName = "Class", CategoryColumnNames = ["Town"] }), "Class");

        Assert.AreEqual(
            "The model reads the columns of keys 'Town' beside its features (CategoryColumnNames). OneVersusAll gives its models the "
            + "feature column alone: "
            + "leave CategoryColumnNames empty there, or train the classes together by "
            + "MulticlassClassification.Trainers.GradientBoostedTrees.",
            Assert.ThrowsExactly<NotSupportedException>(() => trainer.Fit(data)).Message);
    }

    [TestMethod]
    public void Calibrators_OverOurScores_GiveProbabilities()
    {
        var data = Curves.Load(_ml);
        var scored = _ml.BinaryClassification.Trainers.Mlp(Quick with { LabelColumnName = "Above" }).Fit(data).Transform(data);
        var calibrated = _ml.BinaryClassification.Calibrators.Platt("Above").Fit(scored).Transform(scored);

        var metrics = _ml.BinaryClassification.Evaluate(calibrated, "Above");
        Assert.IsLessThan(0.7, metrics.LogLoss);
        Assert.IsGreaterThan(0.8, metrics.AreaUnderRocCurve);
    }

    [TestMethod]
    public void CrossValidate_BinaryTrainer_GivesAModelForEachFold()
    {
        var folds = _ml.BinaryClassification.CrossValidate(
            Curves.Load(_ml), _ml.BinaryClassification.Trainers.GradientBoostedTrees("Above"), numberOfFolds: 3, labelColumnName: "Above");

        Assert.HasCount(3, folds);
        Assert.IsGreaterThan(0.8, folds.Average(fold => fold.Metrics.Accuracy));
    }

    [TestMethod]
    public void Fit_Trainers_SayInTheLogWhatTheyDid()
    {
        var messages = new List<string>();
        _ml.Log += (_, message) => messages.Add(message.Message);
        _ml.Regression.Trainers.Mlp(Quick).Fit(Curves.Load(_ml));
        _ml.Regression.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { NumberOfTrees = 3 }).Fit(Curves.Load(_ml));

        StringAssert.Matches(
            string.Join("\n", messages), new(@"\[Source=RegressionNetworkTrainer, Kind=Info\] Trained \d+ parameters in 40 epochs, "));
        StringAssert.Contains(
            string.Join("\n", messages), "[Source=RegressionTreeTrainer, Kind=Info] Grew the trees of 3 rounds; kept those of 3.");
    }

    private EstimatorChain<TTransformer> Chain<TTransformer>(IEstimator<TTransformer> trainer)
        where TTransformer : class, ITransformer
        => _ml.Transforms.Concatenate("Features", "A", "B", "Noise").Append(trainer);

    private IDataView Points()
    {
        var random = new Random(3);
        return _ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 300).Select(_ => new Point(random.NextSingle(), random.NextSingle(), random.NextSingle())).ToList());
    }

    private sealed class Point(float a, float b, float noise)
    {
        public float A => a;

        public float B => b;

        public float Noise => noise;

        public float Sum => a + b;

        public bool Above => a + b > 1;

        public string Class => Above ? "above" : "below";
    }
}
