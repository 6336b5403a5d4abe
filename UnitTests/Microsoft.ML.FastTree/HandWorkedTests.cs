using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

/// <summary>Trees small enough to be worked out on paper.</summary>
[TestClass]
public sealed class HandWorkedTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Binary_OneTree_NewtonStepOfTheSlopedLogit()
    {
        // Slope 2 · 0.2 = 0.4. At score 0: gradients ±0.2, second derivatives 0.2 (0.4 − 0.2) = 0.04; leaves ±0.2 · 0.2 / 0.04 = ±1.
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [-1, -1, 1, 1]);
        var model = _ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: 2, numberOfTrees: 1, minimumExampleCountPerLeaf: 1).Fit(TreeRow.Load(_ml, rows));

        RegressionTree tree = model.Model.SubModel.TrainedTreeEnsemble.Trees.Single();

        Assert.AreEqual(1, tree.NumberOfNodes);
        Assert.AreEqual(2, tree.NumberOfLeaves);
        CollectionAssert.AreEqual(new[] { -1.0, 1 }, tree.LeafValues.Select(value => Math.Round(value, 6)).ToArray());
        CollectionAssert.AreEqual(new[] { 2.5f }, tree.NumericalSplitThresholds.ToArray());
        CollectionAssert.AreEqual(new[] { ~0 }, tree.LeftChild.ToArray());
        CollectionAssert.AreEqual(new[] { ~1 }, tree.RightChild.ToArray());
        // 0.4² / 2 on each side, nothing before.
        Assert.AreEqual(0.16, tree.SplitGains[0], 1e-6);
        Assert.AreEqual(-0.4, model.Model.Calibrator.Slope, 1e-12);
        Assert.AreEqual(0, model.Model.Calibrator.Offset);
        Assert.AreEqual(1 / (1 + Math.Exp(-0.4)), model.Probabilities(_ml, rows)[3], 1e-6);
    }

    [TestMethod]
    public void Regression_OneTree_MeansTimesRate()
    {
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [0, 0, 10, 10]);
        var model = _ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 2, numberOfTrees: 1, minimumExampleCountPerLeaf: 1, learningRate: 0.5)
            .Fit(TreeRow.Load(_ml, rows));

        CollectionAssert.AreEqual(new[] { 0f, 0f, 5f, 5f }, model.Scores(_ml, rows));
        // 20² / 2 − 20² / 4.
        Assert.AreEqual(100, model.Model.TrainedTreeEnsemble.Trees[0].SplitGains[0], 1e-4);
    }

    [TestMethod]
    public void Regression_ThreeLeaves_SplitsTheWorstLeafNext()
    {
        // First 3 | 4 (gain (6² / 3 + 90² / 3) − 96² / 6 = 1176), then the right side between 20 and 35.
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4, 5, 6], [2, 2, 2, 20, 35, 35]);
        var model = _ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 3, numberOfTrees: 1, minimumExampleCountPerLeaf: 1, learningRate: 1)
            .Fit(TreeRow.Load(_ml, rows));

        RegressionTree tree = model.Model.TrainedTreeEnsemble.Trees[0];

        CollectionAssert.AreEqual(new[] { 3.5f, 4.5f }, tree.NumericalSplitThresholds.ToArray());
        CollectionAssert.AreEqual(new[] { ~0, ~1 }, tree.LeftChild.ToArray());
        CollectionAssert.AreEqual(new[] { 1, ~2 }, tree.RightChild.ToArray());
        CollectionAssert.AreEqual(new[] { 2.0, 20, 35 }, tree.LeafValues.Select(value => Math.Round(value, 4)).ToArray());
        Assert.AreEqual(1176, tree.SplitGains[0], 1e-2);
    }

    [TestMethod]
    public void Tweedie_OneTree_PredictsTheMeans()
    {
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [1, 3, 8, 4]);
        var model = _ml.Regression.Trainers.FastTreeTweedie("Target", numberOfLeaves: 2, numberOfTrees: 1, minimumExampleCountPerLeaf: 2, learningRate: 1)
            .Fit(TreeRow.Load(_ml, rows));

        float[] scores = model.Scores(_ml, rows);

        Assert.AreEqual(2, scores[0], 1e-5f);
        Assert.AreEqual(6, scores[3], 1e-5f);
    }

    [TestMethod]
    public void Tweedie_LeafOfZeros_IsBounded()
    {
        // ln 0 is kept at −MaximumTreeOutput.
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [0, 0, 4, 4]);
        var model = _ml.Regression.Trainers.FastTreeTweedie(new FastTreeTweedieTrainer.Options
        {
            LabelColumnName = "Target",
            NumberOfLeaves = 2,
            NumberOfTrees = 1,
            MinimumExampleCountPerLeaf = 1,
            LearningRate = 1,
            MaximumTreeOutput = 3,
        }).Fit(TreeRow.Load(_ml, rows));

        float[] scores = model.Scores(_ml, rows);

        Assert.AreEqual(Math.Exp(-3), scores[0], 1e-6);
        Assert.AreEqual(4, scores[3], 1e-5f);
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(2.0)]
    public void Tweedie_PoissonAndGamma_PredictTheMeansInTheLong(double index)
    {
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [1, 3, 8, 4]);
        var model = _ml.Regression.Trainers.FastTreeTweedie(new FastTreeTweedieTrainer.Options
        {
            LabelColumnName = "Target",
            NumberOfLeaves = 2,
            NumberOfTrees = 60,
            MinimumExampleCountPerLeaf = 2,
            Index = index,
        }).Fit(TreeRow.Load(_ml, rows));

        float[] scores = model.Scores(_ml, rows);

        Assert.AreEqual(2, scores[0], 1e-3f);
        Assert.AreEqual(6, scores[3], 1e-3f);
    }

    [TestMethod]
    public void ForestRegression_AllRowsAndFeatures_IsTheMean()
    {
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [0, 2, 10, 12]);
        var model = _ml.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            NumberOfLeaves = 2,
            NumberOfTrees = 3,
            MinimumExampleCountPerLeaf = 1,
            BaggingSize = 0,
            FeatureFraction = 1,
            FeatureFractionPerSplit = 1,
        }).Fit(TreeRow.Load(_ml, rows));

        float[] scores = model.Scores(_ml, rows);

        Assert.AreEqual(1, scores[0], 1e-5f);
        Assert.AreEqual(11, scores[3], 1e-5f);
        Assert.AreEqual(11, model.Model.TrainedTreeEnsemble.Trees[2].LeafValues[1], 1e-5);
    }

    [TestMethod]
    public void ForestBinary_AllRowsAndFeatures_SumsMeansOfOneAndMinusOne()
    {
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [-1, -1, 1, 1]);
        var model = _ml.BinaryClassification.Trainers.FastForest(new FastForestBinaryTrainer.Options
        {
            NumberOfLeaves = 2,
            NumberOfTrees = 3,
            MinimumExampleCountPerLeaf = 1,
            BaggingSize = 0,
            FeatureFraction = 1,
            FeatureFractionPerSplit = 1,
        }).Fit(TreeRow.Load(_ml, rows));

        float[] scores = model.Scores(_ml, rows);

        Assert.AreEqual(-3, scores[0], 1e-5f);
        Assert.AreEqual(3, scores[3], 1e-5f);
        Assert.IsNull(model.GetOutputSchema(TreeRow.Load(_ml, rows).Schema).GetColumnOrNull("Probability"));
    }
}
