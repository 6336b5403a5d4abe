using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

[TestClass]
public sealed class OptionCheckTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_OptionOutOfRange_Throws()
    {
        (FastTreeRegressionTrainer.Options Options, string Name)[] cases =
        [
            (new() { NumberOfLeaves = 1 }, "NumberOfLeaves"),
            (new() { NumberOfTrees = 0 }, "NumberOfTrees"),
            (new() { FeatureFraction = 1.5 }, "FeatureFraction"),
            (new() { FeatureFractionPerSplit = -1 }, "FeatureFractionPerSplit"),
            (new() { BaggingSize = -1 }, "BaggingSize"),
            (new() { BaggingSize = 1, BaggingExampleFraction = 2 }, "BaggingExampleFraction"),
            (new() { FeatureFirstUsePenalty = -1 }, "FeatureFirstUsePenalty"),
            (new() { FeatureReusePenalty = -1 }, "FeatureReusePenalty"),
            (new() { Shrinkage = 0 }, "Shrinkage"),
            (new() { PruningWindowSize = 0 }, "PruningWindowSize"),
            (new() { PruningThreshold = -1 }, "PruningThreshold"),
        ];
        IDataView data = TreeRow.Load(_ml, TreeRow.Waves(50));
        foreach ((FastTreeRegressionTrainer.Options options, string name) in cases)
        {
            options.LabelColumnName = "Target";
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Trainers.FastTree(options).Fit(data), name);
            Assert.AreEqual(name, error.ParamName);
        }
    }

    [TestMethod]
    public void Fit_TreesNoMultipleOfBag_Throws()
    {
        var trainer = _ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", NumberOfTrees = 10, BaggingSize = 3 });

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(TreeRow.Load(_ml, TreeRow.Waves(50))));

        StringAssert.StartsWith(error.Message, "Number of trees should be a multiple of number bag size", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Fit_EarlyStoppingWithoutValidation_Throws()
    {
        var trainer = _ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { EarlyStoppingRule = new GeneralityLossRule() });

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(TreeRow.Load(_ml, TreeRow.Waves(50))));

        StringAssert.StartsWith(error.Message, "Cannot perform early stopping without a validation set (valid).", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Fit_PruningWithoutValidation_Throws()
    {
        var trainer = _ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { EnablePruning = true });

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(TreeRow.Load(_ml, TreeRow.Waves(50))));

        StringAssert.StartsWith(error.Message, "Cannot perform pruning (pruning) without a validation set (valid).", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Fit_MoreBinsThanABytesWorth_ThrowsInTheEmbedded()
    {
        LibraryWay.RequireEmbedded("an error for more than 255 bins; they have them");
        var trainer = _ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", MaximumBinCountPerFeature = 1000 });

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(TreeRow.Load(_ml, TreeRow.Waves(50))));

        Assert.AreEqual("Must be between 2 and 255, not 1000. (Parameter 'MaximumBinCountPerFeature')", error.Message);
    }

    [TestMethod]
    public void Fit_LabelOfAnotherType_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Trainers.FastTree("Target").Fit(TreeRow.Load(_ml, TreeRow.Waves(50))));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Trainers.FastTree("Label").Fit(TreeRow.Load(_ml, TreeRow.Waves(50))));
    }

    [TestMethod]
    public void FastTree_NullOptions_Throws() =>
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.BinaryClassification.Trainers.FastTree((FastTreeBinaryTrainer.Options)null!));
}
