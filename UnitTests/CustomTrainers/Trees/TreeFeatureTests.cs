using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;

namespace MlPipelines.UnitTests.CustomTrainers.Trees;

/// <summary>Categories, missing values and importance.</summary>
[TestClass]
public sealed class TreeFeatureTests
{
    /// <summary>Undamped: leaves have the means of their rows at once.</summary>
    private static readonly GradientBoostedTreesOptions One = new()
    {
        NumberOfTrees = 1,
        LearningRate = 1,
        L2 = 0,
        NumberOfLeaves = 2,
        RowFraction = 1,
        FeatureFractionPerSplit = 1,
        CategoryColumnNames = ["Town"],
    };

    private readonly MLContext _ml = new(1);

    private RegressionTreeTransformer Fit(GradientBoostedTreesOptions options, IDataView? data = null)
        => _ml.Regression.Trainers.GradientBoostedTrees(options).Fit(data ?? Towns.Load(_ml));

    [TestMethod]
    public void Fit_KeyColumn_OneSplitPartsTheDearTowns()
    {
        var model = Fit(One).Model;

        var split = model.Ensemble.Trees.Single().Splits.Single();
        Assert.IsTrue(split.IsCategorical);
        Assert.AreEqual("Town", model.FeatureNames[split.Feature]);
        var listed = split.Categories.ToArray();
        CollectionAssert.AreEqual(listed.Contains(1) ? new[] { 1, 4, 5 } : [0, 2, 3], listed);
    }

    [TestMethod]
    public void Fit_CategorySlot_LearnsWhatAKeyColumnDoes()
    {
        var data = _ml.Transforms.Concatenate("Slots", "Features", "TownNumber").Fit(Towns.Load(_ml)).Transform(Towns.Load(_ml));
        var options = One with { NumberOfTrees = 10, NumberOfLeaves = 8 };

        var keys = Fit(options, data);
        var slots = Fit(options with { FeatureColumnName = "Slots", CategoryColumnNames = [], CategorySlots = [2] }, data);

        CollectionAssert.AreEqual(
            keys.Transform(data).GetColumn<float>("Score").ToArray(), slots.Transform(data).GetColumn<float>("Score").ToArray());
        var quantities = Fit(options with { FeatureColumnName = "Slots", CategoryColumnNames = [] }, data);
        CollectionAssert.AreNotEqual(
            keys.Transform(data).GetColumn<float>("Score").ToArray(), quantities.Transform(data).GetColumn<float>("Score").ToArray());
    }

    [TestMethod]
    public void Fit_MissingValues_HaveASideOfTheirOwn()
    {
        var transformer = Fit(One with { NumberOfTrees = 100, LearningRate = 0.3, NumberOfLeaves = 8 });

        var score = new float[1];
        transformer.Model.Predict([float.NaN, 0.5f, 0], score);
        Assert.AreEqual(5, score[0], 0.3);
        transformer.Model.Predict([float.NaN, 0.5f, 4], score);
        Assert.AreEqual(15, score[0], 0.3);
        transformer.Model.Predict([1, 0.5f, 0], score);
        Assert.AreEqual(2, score[0], 0.3);
    }

    [TestMethod]
    public void Transform_MissingKey_IsScoredAsAMissingValue()
    {
        var transformer = Fit(One with { NumberOfTrees = 20 });
        var row = Towns.Rows(1, 5)[0];
        row.Town = Towns.Count;

        var score = transformer.Transform(_ml.Data.LoadFromEnumerable([row])).GetColumn<float>("Score").Single();

        var expected = new float[1];
        transformer.Model.Predict([row.Features[0], row.Features[1], float.NaN], expected);
        Assert.AreEqual(expected[0], score);
    }

    [TestMethod]
    public void FeatureImportances_Noise_HasTheLeast()
    {
        var data = _ml.Transforms.Concatenate("Slots", "Weight", "Features").Fit(Towns.Load(_ml)).Transform(Towns.Load(_ml));

        var importances = Fit(
            One with { NumberOfTrees = 30, LearningRate = 0.2, NumberOfLeaves = 8, FeatureColumnName = "Slots" },
            data).Model.FeatureImportances();

        CollectionAssert.AreEqual(new[] { "Weight", "Slots[1]", "Slots[2]", "Town" }, importances.Select(i => i.Name).ToArray());
        Assert.AreEqual(("Town", "Weight"), (importances.MaxBy(i => i.Gain).Name, importances.MinBy(i => i.Gain).Name));
        Assert.AreEqual(0, importances[0].SplitCount, "it is constant");
        Assert.IsGreaterThan(importances[2].Gain, importances[1].Gain, "size against age");
    }

    [TestMethod]
    public void Fit_WithoutSlotNames_FeaturesAreNumbered()
        => CollectionAssert.AreEqual(new[] { "Features[0]", "Features[1]", "Town" }, Fit(One).Model.FeatureNames.ToArray());

    [TestMethod]
    public void Transform_KeyOfAnotherNumberOfValues_IsRefused()
    {
        var transformer = Fit(One);
        var data = Towns.Load(_ml, 4);
        data = _ml.Transforms.Conversion.MapValueToKey("Town", "TownNumber").Fit(data).Transform(data);

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => transformer.Transform(data));

        StringAssert.Contains(
            error.Message, "Schema mismatch for category column 'Town': expected a key of 6 values, as in training, got ");
    }
}
