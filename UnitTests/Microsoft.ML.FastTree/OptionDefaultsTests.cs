using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

/// <summary>The defaults of ML.NET 5.0.0.</summary>
[TestClass]
public sealed class OptionDefaultsTests
{
    [TestMethod]
    public void Boosted_Defaults_AreMLNets()
    {
        BoostedTreeOptions[] all = [new FastTreeBinaryTrainer.Options(), new FastTreeRegressionTrainer.Options(), new FastTreeTweedieTrainer.Options()];
        foreach (BoostedTreeOptions options in all)
        {
            CheckCommon(options);
            Assert.AreEqual(0.2, options.LearningRate);
            Assert.AreEqual(1.0, options.Shrinkage);
            Assert.AreEqual(1.0, options.FeatureFraction);
            Assert.AreEqual(1.0, options.FeatureFractionPerSplit);
            Assert.AreEqual(0, options.BaggingSize);
            Assert.AreEqual(100.0, options.MaximumTreeOutput);
            Assert.IsNull(options.EarlyStoppingRule);
            Assert.IsFalse(options.EnablePruning);
            Assert.IsFalse(options.UseTolerantPruning);
            Assert.AreEqual(0.004, options.PruningThreshold);
            Assert.AreEqual(5, options.PruningWindowSize);
            Assert.IsFalse(options.WriteLastEnsemble);
        }

        Assert.IsFalse(new FastTreeBinaryTrainer.Options().UnbalancedSets);
        Assert.AreEqual(EarlyStoppingMetric.L1Norm, new FastTreeBinaryTrainer.Options().EarlyStoppingMetric);
        Assert.AreEqual(EarlyStoppingMetric.L1Norm, new FastTreeRegressionTrainer.Options().EarlyStoppingMetric);
        Assert.AreEqual(EarlyStoppingMetric.L1Norm, new FastTreeTweedieTrainer.Options().EarlyStoppingMetric);
        Assert.AreEqual(1.5, new FastTreeTweedieTrainer.Options().Index);
    }

    [TestMethod]
    public void Forest_Defaults_AreMLNets()
    {
        FastForestOptionsBase[] all = [new FastForestBinaryTrainer.Options(), new FastForestRegressionTrainer.Options()];
        foreach (FastForestOptionsBase options in all)
        {
            CheckCommon(options);
            Assert.AreEqual(0.7, options.FeatureFraction);
            Assert.AreEqual(0.7, options.FeatureFractionPerSplit);
            Assert.AreEqual(1, options.BaggingSize);
        }
    }

    [TestMethod]
    public void Rules_Defaults_AreMLNets()
    {
        Assert.AreEqual(0.01f, new TolerantEarlyStoppingRule().Threshold);
        Assert.AreEqual(0.01f, new GeneralityLossRule().Threshold);
        Assert.AreEqual(5, new ConsecutiveGeneralityLossRule().WindowSize);
        Assert.AreEqual((0.01f, 5), (new LowProgressRule().Threshold, new LowProgressRule().WindowSize));
        Assert.AreEqual((0.01f, 5), (new GeneralityToProgressRatioRule().Threshold, new GeneralityToProgressRatioRule().WindowSize));
    }

    private static void CheckCommon(TreeOptions options)
    {
        Assert.AreEqual(20, options.NumberOfLeaves);
        Assert.AreEqual(100, options.NumberOfTrees);
        Assert.AreEqual(10, options.MinimumExampleCountPerLeaf);
        Assert.AreEqual(255, options.MaximumBinCountPerFeature);
        Assert.AreEqual(0.7, options.BaggingExampleFraction);
        Assert.AreEqual(0.0, options.FeatureFirstUsePenalty);
        Assert.AreEqual(0.0, options.FeatureReusePenalty);
        Assert.AreEqual(123, options.Seed);
        Assert.AreEqual(123, options.FeatureSelectionSeed);
        Assert.IsNull(options.NumberOfThreads);
        Assert.IsTrue(options.AllowEmptyTrees);
        Assert.AreEqual("Features", options.FeatureColumnName);
        Assert.AreEqual("Label", options.LabelColumnName);
        Assert.IsNull(options.ExampleWeightColumnName);
        Assert.IsNull(options.RowGroupColumnName);
    }
}
