using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.UnitTests.CustomTrainers.Saving;

namespace MlPipelines.UnitTests.CustomTrainers.Trees;

/// <summary>Trees on a category of many values: 300 shops, each with an effect of its own on the sale.</summary>
[TestClass]
public sealed class TargetEncodingTests
{
    private const int Shops = 300;

    private static readonly GradientBoostedTreesOptions Options = new() { NumberOfTrees = 60, Threads = 1 };

    private readonly MLContext _ml = new(1);

    private sealed class Sale
    {
        public string Shop { get; set; } = "";

        public float Size { get; set; }

        public float Label { get; set; }

        public bool IsLarge { get; set; }

        public string Kind { get; set; } = "";

        public float ShopNumber { get; set; }
    }

    private IDataView Load(int count, int seed)
    {
        var random = new Random(seed);
        return _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(row =>
        {
            var shop = row < Shops ? row : random.Next(Shops);
            var size = random.NextSingle();
            var sale = Effect(shop) + size + (0.3f * random.NextSingle());
            return new Sale
            {
                Shop = $"shop {shop}",
                ShopNumber = shop,
                Size = size,
                Label = sale,
                IsLarge = sale > 1.15,
                Kind = sale > 1.4 ? "large" : sale > 0.9 ? "medium" : "small",
            };
        }).ToArray());
    }

    /// <summary>From 0 to 1, in no order.</summary>
    private static float Effect(int shop) => shop * 7919 % Shops / (float)Shops;

    private IEstimator<ITransformer> OneHot() =>
        _ml.Transforms.Categorical.OneHotEncoding("Shop").Append(_ml.Transforms.Concatenate("Features", "Size", "Shop"));

    private RegressionMetrics Evaluate(IEstimator<ITransformer> pipeline) =>
        _ml.Regression.Evaluate(pipeline.Fit(Load(2000, 1)).Transform(Load(1000, 2)));

    [TestMethod]
    public void Fit_CategoryOfManyValues_IsLearned()
    {
        var with = Evaluate(OneHot().Append(_ml.Regression.Trainers.GradientBoostedTrees(Options)));
        var without = Evaluate(OneHot().Append(
            _ml.Regression.Trainers.GradientBoostedTrees(Options with { TargetEncodingMinimumCategories = 0 })));

        Assert.IsGreaterThan(0.85, with.RSquared);
        Assert.IsLessThan(0.6, without.RSquared, "one-hot slots of seven rows each are hardly used");
    }

    [TestMethod]
    public void Fit_KeysAndNumbersOfCategories_AreLearnedAsOneHotOnesAre()
    {
        var keys = Evaluate(_ml.Transforms.Conversion.MapValueToKey("Key", "Shop").Append(_ml.Transforms.Concatenate("Features", "Size"))
            .Append(_ml.Regression.Trainers.GradientBoostedTrees(Options with { CategoryColumnNames = ["Key"] })));
        var numbers = Evaluate(_ml.Transforms.Concatenate("Features", "Size", "ShopNumber")
            .Append(_ml.Regression.Trainers.GradientBoostedTrees(Options with { CategorySlots = [1] })));

        Assert.IsGreaterThan(0.85, keys.RSquared);
        Assert.IsGreaterThan(0.85, numbers.RSquared);
    }

    [TestMethod]
    public void Fit_Classes_AreLearned()
    {
        var (training, test) = (Load(2000, 1), Load(1000, 2));
        var kinds = OneHot().Append(_ml.Transforms.Conversion.MapValueToKey("Class", "Kind"))
            .Append(_ml.MulticlassClassification.Trainers.GradientBoostedTrees(Options with { LabelColumnName = "Class" })).Fit(training);
        var large = OneHot().Append(_ml.BinaryClassification.Trainers.GradientBoostedTrees(Options with { LabelColumnName = "IsLarge" }))
            .Fit(training);

        Assert.IsGreaterThan(0.75, _ml.MulticlassClassification.Evaluate(kinds.Transform(test), "Class").MicroAccuracy);
        Assert.IsGreaterThan(0.85, _ml.BinaryClassification.Evaluate(large.Transform(test), "IsLarge").Accuracy);
        var names = ((MulticlassTreeTransformer)kinds.LastTransformer).Model.FeatureNames;
        Assert.HasCount(3, names.Where(name => name.StartsWith("share of '", StringComparison.Ordinal)));
        Assert.AreEqual("share of 'small' in Shop", names.Single(name => name.Contains("'small'", StringComparison.Ordinal)));
        Assert.AreEqual("share of true in Shop", large.LastTransformer.Model.FeatureNames[^1]);
    }

    [TestMethod]
    public void Model_FeatureCount_IsThatOfTheRows()
    {
        var model = Fitted().Model;

        Assert.AreEqual(Shops + 1, model.FeatureCount);
        Assert.AreEqual("mean target of Shop", model.FeatureNames[^1]);
        CollectionAssert.AreEquivalent(
            new[] { "Size", "mean target of Shop" },
            model.FeatureImportances().OrderByDescending(feature => feature.Gain).Take(2).Select(feature => feature.Name).ToArray());
    }

    [TestMethod]
    public void Fit_FewerValuesThanAskedFor_AreNotEncoded()
    {
        var model = Fitted(Options with { TargetEncodingMinimumCategories = Shops + 1 }).Model;

        Assert.HasCount(Shops + 1, model.FeatureNames);
    }

    [TestMethod]
    public void Load_Model_PredictsTheSame()
    {
        var fitted = Fitted();
        var loaded = (RegressionTreeTransformer)Reloading.Reloaded(fitted, (_, _) => { });
        var data = Encoded(Load(500, 3));

        CollectionAssert.AreEqual(
            fitted.Transform(data).GetColumn<float>("Score").ToArray(), loaded.Transform(data).GetColumn<float>("Score").ToArray());
    }

    [TestMethod]
    [DataRow("""{"start":1}""", "the category 'Shop' has 300 slots from 2, of 301 features.")]
    [DataRow("""{"slots":-1}""", "the category 'Shop' has -1 slots from 1, of 301 features.")]
    [DataRow("""{"names":[]}""", "the category 'Shop' has 1 lists of means and 0 names, for 1 outputs.")]
    [DataRow("""{"prior":1e39}""", "a mean of the category 'Shop' is not finite.")]
    public void Load_UnsoundEncoding_IsRefused(string change, string expected)
    {
        var message = Reloading.RequireError(Fitted(), (values, _) =>
        {
            var category = values["targetEncoding"]![0]!;
            switch (JsonNode.Parse(change)!.AsObject().Single())
            {
                case { Key: "start" }:
                    category["source"]!["start"] = 2;
                    break;
                case { Key: "slots" }:
                    category["source"]!["slots"] = -1;
                    break;
                case { Key: "names" }:
                    category["names"] = new JsonArray();
                    break;
                default:
                    category["means"]![0]!["prior"] = 1e39;
                    break;
            }
        });

        Assert.AreEqual($"'memory': {expected}", message);
    }

    [TestMethod]
    public void Fit_MoreRoundsFromAModel_KeepsItsMeans()
    {
        var five = Fitted(Options with { NumberOfTrees = 5 });

        var more = Fitted(Options with { NumberOfTrees = 5, WarmStart = five.Model });

        Assert.AreEqual(10, more.Model.RoundCount);
        CollectionAssert.AreEqual(five.Model.FeatureNames.ToArray(), more.Model.FeatureNames.ToArray());
        var data = Encoded(Load(500, 3));
        Assert.IsLessThan(
            _ml.Regression.Evaluate(five.Transform(data)).RootMeanSquaredError,
            _ml.Regression.Evaluate(more.Transform(data)).RootMeanSquaredError);
    }

    [TestMethod]
    public void Fit_MonitorAndHeldOutRows_AreEncodedToo()
    {
        var monitors = new[] { new MonitorData("new", Encoded(Load(500, 3))) };

        var model = Fitted(Options with { ValidationFraction = 0.2, Monitors = monitors }).Model;

        var round = model.History[^1];
        Assert.IsLessThan(0.04, round.Monitors.Single(m => m.Name == "new").Loss, "the shops' effects alone have the variance 0.083");
        Assert.IsLessThan(0.04, round.Monitors.Single(m => m.Name == "validation").Loss);
    }

    [TestMethod]
    public void Options_NegativeNumber_IsRefused()
        => StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => _ml.Regression.Trainers.GradientBoostedTrees(Options with { TargetEncodingMinimumCategories = -1 })).Message,
            "TargetEncodingMinimumCategories must be a number of values, or 0 for never; found -1.");

    private IDataView Encoded(IDataView data) => OneHot().Fit(Load(2000, 1)).Transform(data);

    private RegressionTreeTransformer Fitted(GradientBoostedTreesOptions? options = null) =>
        _ml.Regression.Trainers.GradientBoostedTrees(options ?? Options).Fit(Encoded(Load(2000, 1)));
}
