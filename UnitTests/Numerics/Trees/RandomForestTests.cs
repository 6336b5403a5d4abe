using MlPipelines.Numerics.Trees;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class RandomForestTests
{
    private static readonly BoostingOptions Options = new()
    {
        NumberOfTrees = 40,
        NumberOfLeaves = 30,
        MinimumExampleCountPerLeaf = 2,
        L2 = 0,
        RowFraction = 0.7,
        FeatureFractionPerSplit = 0.7,
    };

    [TestMethod]
    public void Train_AnyThreadCount_IsBitwiseTheSame()
    {
        float[] features = TreeData.Features(600, 8, 1, missing: 0.05);
        TrainingRows rows = TreeData.Rows(features, 8, TreeData.Targets(features, 8, 2));
        float[] one = RandomForest.Train(rows, new SquaredLoss(), Options with { Threads = 1 }).PredictBatch(features);
        foreach (int threads in (int[])[2, 3])
            TreeData.AreSameBits(one, RandomForest.Train(rows, new SquaredLoss(), Options with { Threads = threads }).PredictBatch(features));
    }

    [TestMethod]
    public void Train_OneTreeOnAllRows_HasTheMeansOfItsLeaves()
    {
        BoostingOptions options = Options with { NumberOfTrees = 1, NumberOfLeaves = 2, RowFraction = 1, FeatureFractionPerSplit = 1, MinimumExampleCountPerLeaf = 1 };
        TreeEnsemble forest = RandomForest.Train(TreeData.Rows([1, 2, 3, 4], 1, [0, 2, 10, 12]), new SquaredLoss(), options);
        TreeData.AreClose([1, 1, 11, 11], forest.PredictBatch(new float[] { 1, 2, 3, 4 }), 1e-6);
    }

    [TestMethod]
    public void Train_ManyTrees_IsBetterThanOne()
    {
        float[] features = TreeData.Features(600, 8, 1), fresh = TreeData.Features(600, 8, 2);
        float[] truth = TreeData.Targets(fresh, 8, 3);
        TrainingRows rows = TreeData.Rows(features, 8, TreeData.Targets(features, 8, 2));
        Assert.IsLessThan(Error(1), Error(40));

        double Error(int trees)
        {
            float[] scores = RandomForest.Train(rows, new SquaredLoss(), Options with { NumberOfTrees = trees }).PredictBatch(fresh);
            return scores.Zip(truth, (s, t) => (double)(s - t) * (s - t)).Average();
        }
    }

    [TestMethod]
    public void Train_LeavesThatDependOnScores_TakeThoseOfTheStart()
    {
        float[] features = TreeData.Features(300, 4, 1);
        float[] targets = [.. TreeData.Targets(features, 4, 2).Select(t => Math.Max(0, t))];
        TrainingRows rows = TreeData.Rows(features, 4, targets);
        BoostingOptions options = Options with { RowFraction = 1, FeatureFractionPerSplit = 1, NumberOfTrees = 3, MaximumLeafValue = 50 };
        TreeEnsemble forest = RandomForest.Train(rows, new TweedieLoss(1.5, exactLeaves: true), options with { Threads = 1 });
        // Nothing is drawn, so that all trees are the same.
        CollectionAssert.AreEqual(forest.Trees[0].Leaves, forest.Trees[1].Leaves);
        CollectionAssert.AreEqual(forest.Trees[0].Leaves, forest.Trees[2].Leaves);
    }
}
