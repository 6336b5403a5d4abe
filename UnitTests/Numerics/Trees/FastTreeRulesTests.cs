using MlPipelines.Numerics.Trees;

namespace MlPipelines.UnitTests.Numerics.Trees;

/// <summary>The engine's options that exist for ML.NET's FastTree, worked out by hand.</summary>
[TestClass]
public sealed class FastTreeRulesTests
{
    private static readonly BoostingOptions OneTree = new()
    {
        NumberOfTrees = 1,
        LearningRate = 1,
        NumberOfLeaves = 2,
        MinimumExampleCountPerLeaf = 1,
        L2 = 0,
        InitialScore = InitialScore.Zero,
        Criterion = SplitCriterion.Gradient,
    };

    [TestMethod]
    public void AlwaysSplitRoot_EqualTargets_SplitsForNothing()
    {
        Tree split = Train(OneTree with { AlwaysSplitRoot = true }, [1, 2], [6, 6]);
        Assert.HasCount(1, split.Splits);
        Assert.AreEqual(0, split.Splits[0].Gain, 1e-9);
        Assert.AreEqual((6f, 6f), (split.Leaves[0].Value, split.Leaves[1].Value));
        Assert.IsEmpty(Train(OneTree, [1, 2], [6, 6]).Splits);
    }

    [TestMethod]
    public void AlwaysSplitRoot_NoPossibleSplit_AddsNothing()
    {
        BoostingOptions options = OneTree with { MinimumExampleCountPerLeaf = 2 };
        Assert.AreEqual(0f, Train(options with { AlwaysSplitRoot = true }, [1, 2, 3], [3, 6, 9]).Leaves.Single().Value);
        Assert.AreEqual(6f, Train(options, [1, 2, 3], [3, 6, 9]).Leaves.Single().Value);
    }

    [TestMethod]
    public void FeatureFirstUsePenalty_TwoFeatures_IsTakenOffTheFirstSplitAlone()
    {
        // Feature 0 divides 1 | 3 pairs: gain 0 + 36²/3 − 36²/4 = 108; feature 1 divides 2 | 2: 12²/2 + 24²/2 − 36²/4 = 36.
        float[] x = [1, 1, 2, 1, 2, 2, 2, 2], y = [0, 12, 12, 12];
        BoostingOptions options = OneTree with { NumberOfTrees = 2, LearningRate = 0.5, FeatureFirstUsePenalty = 20 };
        TreeEnsemble ensemble = GradientBooster.Train(TreeData.Rows(x, 2, y), new SquaredLoss(), options).Ensemble;
        Assert.AreEqual((0, 88.0), (ensemble.Trees[0].Splits[0].Feature, Math.Round(ensemble.Trees[0].Splits[0].Gain, 6)));
        // Half the residuals are left: a quarter of the gain, 27, with nothing taken off.
        Assert.AreEqual((0, 27.0), (ensemble.Trees[1].Splits[0].Feature, Math.Round(ensemble.Trees[1].Splits[0].Gain, 6)));
    }

    [TestMethod]
    public void FeatureReusePenalty_SecondTree_LosesTheLogarithm()
    {
        BoostingOptions options = OneTree with { NumberOfTrees = 2, LearningRate = 0.5, FeatureReusePenalty = 5 };
        TreeEnsemble ensemble = GradientBooster.Train(TreeData.Rows([1, 2, 3, 4], 1, [0, 0, 10, 10]), new SquaredLoss(), options).Ensemble;
        Assert.AreEqual(100, ensemble.Trees[0].Splits[0].Gain, 1e-6);
        Assert.AreEqual(25 - 5 * Math.Log(2), ensemble.Trees[1].Splits[0].Gain, 1e-6);
    }

    [TestMethod]
    public void FeatureFirstUsePenalty_AboveEveryGain_LeavesNoSplitButARoots()
    {
        BoostingOptions options = OneTree with { NumberOfLeaves = 4, FeatureFirstUsePenalty = 1e6 };
        Assert.IsEmpty(Train(options, [1, 2, 3, 4], [0, 5, 10, 15]).Splits);
        // The root takes its feature in spite of the penalty; then the feature is no longer new.
        Assert.HasCount(3, Train(options with { AlwaysSplitRoot = true }, [1, 2, 3, 4], [0, 5, 10, 15]).Splits);
    }

    [TestMethod]
    public void RandomForest_Penalties_SameForAnyNumberOfThreads()
    {
        (float[] x, float[] y) = ([.. Enumerable.Range(0, 600).Select(i => MathF.Sin(i * 1.7f))], [.. Enumerable.Range(0, 200).Select(i => MathF.Sin(i * 5.1f))]);
        TreeEnsemble Train(int threads) => RandomForest.Train(TreeData.Rows(x, 3, y), new SquaredLoss(),
            OneTree with { NumberOfTrees = 6, NumberOfLeaves = 5, FeatureFirstUsePenalty = 1, FeatureReusePenalty = 1, RowFraction = 0.7, RowFractionPeriod = 2, Threads = threads });
        TreeData.AreSameBits(Train(1).PredictBatch(x, 1), Train(3).PredictBatch(x, 1));
    }

    [TestMethod]
    public void Stop_AfterTheSecondRound_EndsWithIt()
    {
        int rounds = 0;
        BoostingResult result = GradientBooster.Train(
            TreeData.Rows([1, 2, 3, 4], 1, [0, 0, 10, 10]), new SquaredLoss(), OneTree with { NumberOfTrees = 10, LearningRate = 0.5 }, stop: trees => trees.Count == 1 && ++rounds == 2);
        Assert.HasCount(2, result.Ensemble.Trees);
        Assert.HasCount(2, result.History);
    }

    [TestMethod]
    public void ClassWeights_GradientCriterion_GainsByExamplesNotByClasses()
    {
        // Classes weigh 1 and 3: g = 0.5, 0.5, −1.5, −1.5; gain by two examples a side: 1²/2 + 3²/2 − 2²/4 = 4.
        TrainingRows rows = TreeData.Rows([1, 2, 3, 4], 1, [0, 0, 1, 1]) with { ClassWeights = new float[] { 1, 3 } };
        Tree tree = GradientBooster.Train(rows, new LogisticLoss(), OneTree).Ensemble.Trees[0];
        Assert.AreEqual(4, tree.Splits[0].Gain, 1e-6);
        Assert.AreEqual((-2f, 2f), (tree.Leaves[0].Value, tree.Leaves[1].Value));
    }

    [TestMethod]
    public void TweedieExactLeaves_WeightedRows_IsTheLogarithmOfTheMean()
    {
        TrainingRows rows = TreeData.Rows([1, 1, 2, 2], 1, [1, 5, 0, 0]) with { Weights = new float[] { 3, 1, 1, 1 } };
        Tree tree = GradientBooster.Train(rows, new TweedieLoss(1.5, exactLeaves: true), OneTree with { MaximumLeafValue = 50 }).Ensemble.Trees[0];
        Assert.AreEqual(Math.Log((3 * 1 + 5) / 4.0), tree.Leaves[0].Value, 1e-6);
        Assert.AreEqual(-50f, tree.Leaves[1].Value);
    }

    private static Tree Train(BoostingOptions options, float[] x, float[] y) =>
        GradientBooster.Train(TreeData.Rows(x, 1, y), new SquaredLoss(), options).Ensemble.Trees[0];
}
