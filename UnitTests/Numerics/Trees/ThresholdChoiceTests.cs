using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class ThresholdChoiceTests
{
    [TestMethod]
    [DataRow("1 1 1 1", 1, 1, "no empty bin")]
    [DataRow("1 0 1 1", 0, 0, "one empty bin: the lower of two")]
    [DataRow("1 0 0 1", 0, 1, "two: the middle of three")]
    [DataRow("1 1 0 0 0 0 1", 1, 3, "four: the middle of five")]
    [DataRow("1 1 0 0", 1, 3, "nothing above: all values left")]
    public void Choose_EmptyBins_TakesTheMiddle(string bins, int bin, int middle, string why)
    {
        long[] histogram = [.. bins.Split(' ').Select(long.Parse), 5];    // and a bin of missing values
        Assert.AreEqual(middle, ThresholdChoice.Choose(histogram, default, bin, histogram.Length - 1), why);
    }

    [TestMethod]
    public void Choose_SumsOfZeroWithExamples_AreNotEmpty() =>
        Assert.AreEqual(0, ThresholdChoice.Choose([1, 0, 0, 0, 1], [1, 1, 0, 0, 1], 0, 5));

    [TestMethod]
    public void Train_ValuesOutsideANode_LieBetweenItsRows()
    {
        // 3 to 6 lie in the other node of the first split; the second divides 2 and 7 in the middle, at 4.5.
        float[] features = [0, 2, 0, 7, 1, 3, 1, 4, 1, 5, 1, 6];
        float[] targets = [0, 10, 100, 100, 100, 100];
        BoostingOptions options = new() { NumberOfTrees = 1, NumberOfLeaves = 3, MinimumExampleCountPerLeaf = 1, L2 = 0 };
        var tree = GradientBooster.Train(TreeData.Rows(features, 2, targets), new SquaredLoss(), options).Ensemble.Trees.Single();
        Assert.AreEqual((0, 0.5f), (tree.Splits[0].Feature, tree.Splits[0].Threshold));
        Assert.AreEqual((1, 4.5f), (tree.Splits[1].Feature, tree.Splits[1].Threshold));
    }

    [TestMethod]
    public void Train_MissingAgainstAllValues_HasNoUpperBound()
    {
        // The node of feature 0 = 0 holds values to 2 only; 9 is in the other one.
        float[] features = [0, 1, 0, 2, 0, float.NaN, 1, 9, 1, 8];
        float[] targets = [0, 0, 10, 100, 100];
        BoostingOptions options = new() { NumberOfTrees = 1, NumberOfLeaves = 3, MinimumExampleCountPerLeaf = 1, L2 = 0, LearningRate = 1 };
        var ensemble = GradientBooster.Train(TreeData.Rows(features, 2, targets), new SquaredLoss(), options).Ensemble;
        var score = new float[1];
        foreach (var value in (float[])[1, 5, 1000])
        {
            ensemble.Predict([0, value], score);
            Assert.AreEqual(0, score[0], 1e-4);
        }
        ensemble.Predict([0, float.NaN], score);
        Assert.AreEqual(10, score[0], 1e-4);
    }
}
