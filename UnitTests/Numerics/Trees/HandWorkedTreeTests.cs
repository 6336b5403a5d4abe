using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.UnitTests.Numerics.Trees;

/// <summary>Trees small enough to be worked out on paper.</summary>
[TestClass]
public sealed class HandWorkedTreeTests
{
    private static readonly BoostingOptions OneTree = new()
    {
        NumberOfTrees = 1,
        LearningRate = 1,
        NumberOfLeaves = 2,
        MinimumExampleCountPerLeaf = 1,
        L2 = 0,
    };

    [TestMethod]
    public void Squared_TwoLevels_SplitsBetweenThem()
    {
        // Mean 5; gradients 5, 5, -5, -5. Left G = 10, H = 2: value -5; gain 10²/2 + 10²/2 - 0 = 100.
        var ensemble = Train([1, 2, 3, 4], [0, 0, 10, 10], new SquaredLoss(), OneTree);
        Assert.AreEqual(5f, ensemble.InitialScores[0]);
        var split = ensemble.Trees[0].Splits.Single();
        Assert.AreEqual(2.5f, split.Threshold);
        Assert.AreEqual(100, split.Gain, 1e-9);
        Assert.AreEqual(new TreeLeaf(-5, 2, 2), ensemble.Trees[0].Leaves[0]);
        Assert.AreEqual(new TreeLeaf(5, 2, 2), ensemble.Trees[0].Leaves[1]);
    }

    [TestMethod]
    public void Squared_WithL2AndRate_ShrinksLeaves()
    {
        // -G / (H + λ) = ∓10 / (2 + 3) = ∓2, times 0.5.
        var ensemble = Train([1, 2, 3, 4], [0, 0, 10, 10], new SquaredLoss(), OneTree with { L2 = 3, LearningRate = 0.5 });
        Assert.AreEqual(-1f, ensemble.Trees[0].Leaves[0].Value);
        Assert.AreEqual(1f, ensemble.Trees[0].Leaves[1].Value);
    }

    [TestMethod]
    public void Logistic_Separable_NewtonStepOfTwo()
    {
        // Log-odds 0; g = ±0.5, h = 0.25. Each side G = ±1, H = 0.5: values ∓2; gain 1/0.5 + 1/0.5 = 4.
        var ensemble = Train([1, 2, 3, 4], [0, 0, 1, 1], new LogisticLoss(), OneTree);
        Assert.AreEqual(4, ensemble.Trees[0].Splits[0].Gain, 1e-8);
        Assert.AreEqual(-2f, ensemble.Trees[0].Leaves[0].Value);
        Assert.AreEqual(2f, ensemble.Trees[0].Leaves[1].Value);
    }

    [TestMethod]
    public void Softmax_TwoClasses_HalvesTheNewtonStep()
    {
        // Priors equal; p = 0.5, h = 2 · 0.25. Each side of each tree: G = ±1, H = 1.
        var ensemble = Train([1, 2, 3, 4], [0, 0, 1, 1], new SoftmaxLoss(2), OneTree);
        Assert.HasCount(2, ensemble.Trees);
        Assert.AreEqual(1f, ensemble.Trees[0].Leaves[0].Value, 1e-6f);
        Assert.AreEqual(-1f, ensemble.Trees[1].Leaves[0].Value, 1e-6f);
    }

    [TestMethod]
    public void Squared_TwoSetsOfBins_TreesUseThemInTurn()
    {
        // Thresholds 0.5, 2.5, 4.5 and 1.5, 3.5, 5.5. Mean 3: gains of the first 3² / 1 + 3² / 6, 9² / 3 + 9² / 4, 8² / 5 + 8² / 2.
        // The second tree finds the border, since the first leaves 0, 0, 0 below its threshold, and -5.25, 1.75, 1.75, 1.75 above it.
        float[] x = [0, 1, 2, 3, 4, 5, 6], y = [0, 0, 0, 0, 7, 7, 7];
        var rows = TreeData.Rows(x, 1, y, new BinningOptions { MaximumBinCount = 4, BinSetCount = 2 });
        var trees = GradientBooster.Train(rows, new SquaredLoss(), OneTree with { NumberOfTrees = 2 }).Ensemble.Trees;
        CollectionAssert.AreEqual(new[] { 2.5f, 3.5f }, trees.Select(tree => tree.Splits.Single().Threshold).ToArray());
        Assert.AreEqual(47.25, trees[0].Splits[0].Gain, 1e-9);
    }

    [TestMethod]
    public void Missing_LearnsItsSide()
    {
        // The missing values belong with the high targets: right. With the low ones: left.
        float[] x = [1, 2, 3, 4, float.NaN, float.NaN];
        var right = Train(x, [0, 0, 10, 10, 10, 10], new SquaredLoss(), OneTree).Trees[0];
        Assert.AreEqual(2.5f, right.Splits[0].Threshold);
        Assert.IsFalse(right.Splits[0].MissingLeft);
        var left = Train(x, [0, 0, 10, 10, 0, 0], new SquaredLoss(), OneTree).Trees[0];
        Assert.AreEqual(2.5f, left.Splits[0].Threshold);
        Assert.IsTrue(left.Splits[0].MissingLeft);
    }

    [TestMethod]
    public void Missing_AgainstAllValues_IsASplit()
    {
        var ensemble = Train([1, 2, float.NaN, float.NaN], [0, 0, 10, 10], new SquaredLoss(), OneTree);
        var split = ensemble.Trees[0].Splits.Single();
        Assert.AreEqual(float.PositiveInfinity, split.Threshold);
        Assert.IsFalse(split.MissingLeft);
        TreeData.AreSameBits([0, 0, 10, 10], ensemble.PredictBatch(new float[] { 1, 1000, float.NaN, float.NaN }, 1));
    }

    [TestMethod]
    public void Missing_NotSeenInTraining_GoesWithTheMajority()
    {
        Assert.IsTrue(Train([1, 2, 3, 4], [0, 0, 0, 10], new SquaredLoss(), OneTree).Trees[0].Splits[0].MissingLeft);
        Assert.IsFalse(Train([1, 2, 3, 4], [10, 0, 0, 0], new SquaredLoss(), OneTree).Trees[0].Splits[0].MissingLeft);
    }

    [TestMethod]
    public void Categories_OddAgainstEven_OneSplit()
    {
        float[] x = [0, 1, 2, 3, 0, 1, 2, 3], y = [0, 8, 0, 8, 0, 8, 0, 8];
        var binning = new BinningOptions { CategoricalColumns = [0] };
        var result = GradientBooster.Train(
            TreeData.Rows(x, 1, y, binning), new SquaredLoss(), OneTree with { CategoricalL2 = 0 });
        var split = result.Ensemble.Trees[0].Splits.Single();
        Assert.IsTrue(split.IsCategorical);
        CollectionAssert.AreEqual(new[] { 1, 3 }, split.Categories.ToArray());
        // Categories 7, 1.5 and a missing one were never seen: with the missing ones, to the side that is not listed.
        TreeData.AreSameBits([0, 8, 0, 8, 0, 0, 0], result.Ensemble.PredictBatch(new float[] { 0, 1, 2, 3, 7, 1.5f, float.NaN }, 1));
    }

    [TestMethod]
    public void LeafWise_ThreeLeaves_TakesTheLargerGainFirst()
    {
        // Left pair differs by 1, right pair by 4: after the middle, the right side is divided.
        var ensemble = Train([1, 2, 3, 4], [0, 1, 20, 24], new SquaredLoss(), OneTree with { NumberOfLeaves = 3 });
        var tree = ensemble.Trees[0];
        CollectionAssert.AreEqual(new[] { 2.5f, 3.5f }, tree.Splits.Select(s => s.Threshold).ToArray());
        Assert.AreEqual((~0, 1), (tree.Splits[0].Left, tree.Splits[0].Right));
        Assert.AreEqual((~1, ~2), (tree.Splits[1].Left, tree.Splits[1].Right));
    }

    [TestMethod]
    public void DepthWise_FourLeaves_DividesBothSides()
    {
        var options = OneTree with { NumberOfLeaves = 0, MaximumDepth = 2, Growth = GrowthPolicy.DepthWise };
        var ensemble = Train([1, 2, 3, 4], [0, 1, 20, 24], new SquaredLoss(), options);
        Assert.HasCount(4, ensemble.Trees[0].Leaves);
        TreeData.AreSameBits([0, 1, 20, 24], ensemble.PredictBatch(new float[] { 1, 2, 3, 4 }, 1));
    }

    [TestMethod]
    public void Gradients_ExampleWeights_MoveMeanAndLeaves()
    {
        var rows = new TrainingRows
        {
            Features = BinnedMatrix.Create(new float[] { 1, 2, 3 }, 3, 1),
            Targets = new float[] { 0, 3, 9 },
            Weights = new float[] { 2, 1, 1 },
        };
        // Mean 12 / 4 = 3; gradients 2·3, 0, -6. Best after 2: left G = 6, H = 3; right G = -6, H = 1.
        var tree = GradientBooster.Train(rows, new SquaredLoss(), OneTree).Ensemble.Trees[0];
        Assert.AreEqual(2.5f, tree.Splits[0].Threshold);
        Assert.AreEqual(-2f, tree.Leaves[0].Value);
        Assert.AreEqual(6f, tree.Leaves[1].Value);
    }

    private static TreeEnsemble Train(float[] x, float[] y, BoostingLoss loss, BoostingOptions options) =>
        GradientBooster.Train(TreeData.Rows(x, 1, y), loss, options).Ensemble;
}
