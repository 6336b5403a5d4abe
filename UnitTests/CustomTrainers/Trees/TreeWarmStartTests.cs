using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;

namespace MlPipelines.UnitTests.CustomTrainers.Trees;

[TestClass]
public sealed class TreeWarmStartTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_FiveRoundsAndFiveMore_AreTenRounds()
    {
        var options = new GradientBoostedTreesOptions { NumberOfTrees = 5, NumberOfLeaves = 5, RowFraction = 0.6, FeatureFraction = 0.7 };
        var data = Blobs.Keyed(_ml);

        var ten = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(options with { NumberOfTrees = 10 }).Fit(data);
        var five = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(options).Fit(data);
        var more = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(options with { WarmStart = five.Model }).Fit(data);

        Assert.AreEqual(10, more.Model.RoundCount);
        Assert.AreEqual(5, five.Model.RoundCount, "the start is not changed");
        Assert.HasCount(5, more.Model.History);
        CollectionAssert.AreEqual(
            ten.Transform(data).GetColumn<float[]>("Score").SelectMany(s => s).ToArray(),
            more.Transform(data).GetColumn<float[]>("Score").SelectMany(s => s).ToArray());
    }

    [TestMethod]
    public void Fit_HeldOutRows_AreTheSameInBothParts()
    {
        var options = new GradientBoostedTreesOptions { NumberOfTrees = 5, NumberOfLeaves = 5, ValidationFraction = 0.25 };
        var data = Curves.Load(_ml);

        var ten = _ml.Regression.Trainers.GradientBoostedTrees(options with { NumberOfTrees = 10 }).Fit(data);
        var five = _ml.Regression.Trainers.GradientBoostedTrees(options).Fit(data);
        var more = _ml.Regression.Trainers.GradientBoostedTrees(options with { WarmStart = five.Model }).Fit(data);

        Assert.AreEqual(ten.Model.History[^1].Monitors.Single().Loss, more.Model.History[^1].Monitors.Single().Loss, 1e-9);
    }

    [TestMethod]
    public void Fit_OtherFeaturesOrClasses_IsRefused()
    {
        var options = new GradientBoostedTreesOptions { NumberOfTrees = 1 };
        var blobs = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(options).Fit(Blobs.Keyed(_ml)).Model;
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Regression.Trainers.GradientBoostedTrees(options with { WarmStart = blobs }).Fit(Curves.Load(_ml)));
        Assert.AreEqual(
            "The trees to go on from take 4 features and give 3 scores; the data calls for 2 features and 1 scores.", error.Message);

        var map = _ml.Transforms.Conversion.MapValueToKey("Label");
        var byValue = _ml.Transforms.Conversion.MapValueToKey(
            "Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
        var data = Blobs.Named(_ml);
        var names = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(options).Fit(byValue.Fit(data).Transform(data)).Model;
        error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.MulticlassClassification.Trainers.GradientBoostedTrees(
                options with { WarmStart = names }).Fit(map.Fit(data).Transform(data)));
        StringAssert.StartsWith(error.Message, "The trees to go on from have the classes bird, cat, dog; the data has ");

        var towns = _ml.Regression.Trainers.GradientBoostedTrees(
            options with { CategoryColumnNames = ["Town"] }).Fit(Towns.Load(_ml)).Model;
        var wide = _ml.Transforms.Concatenate("Features", "Features", "TownNumber").Fit(Towns.Load(_ml)).Transform(Towns.Load(_ml));
        error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Regression.Trainers.GradientBoostedTrees(options with { WarmStart = towns }).Fit(wide));
        Assert.AreEqual(
            "The trees to go on from have the categories 'Town' of 6 values; the options and the data call for none. A warm start needs "
            + "the same.",
            error.Message);
    }
}
