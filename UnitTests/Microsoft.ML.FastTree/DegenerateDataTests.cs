using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

/// <summary>Data that has little or nothing to learn from.</summary>
[TestClass]
public sealed class DegenerateDataTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Binary_ConstantFeatures_KnowNothing()
    {
        List<TreeRow> rows = [.. Enumerable.Range(0, 50).Select(i => new TreeRow { Features = [1, 2], Label = i % 3 == 0 })];

        var model = _ml.BinaryClassification.Trainers.FastTree().Fit(TreeRow.Load(_ml, rows));

        Assert.IsEmpty(model.Model.SubModel.TrainedTreeEnsemble.Trees);
        Assert.AreEqual(0f, model.Scores(_ml, rows)[0]);
        Assert.AreEqual(0.5f, model.Probabilities(_ml, rows)[0]);
    }

    [TestMethod]
    public void Regression_FewerRowsThanTwoLeavesNeed_HasNoTrees()
    {
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [5, 5, 9, 9]);

        var model = _ml.Regression.Trainers.FastTree("Target").Fit(TreeRow.Load(_ml, rows));

        Assert.IsEmpty(model.Model.TrainedTreeEnsemble.Trees);
        Assert.AreEqual(0f, model.Scores(_ml, rows)[0]);
    }

    [TestMethod]
    public void Regression_NoEmptyTreesAllowed_Throws()
    {
        var trainer = _ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", AllowEmptyTrees = false });

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(TreeRow.Load(_ml, TreeRow.Of([1, 2, 3, 4], [5, 5, 9, 9]))));

        StringAssert.StartsWith(error.Message, "Impossible to perform a leaf split, but the learner was configured to not allow empty trees", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AllTrainers_OneRow_Train()
    {
        List<TreeRow> rows = TreeRow.Of([1], [5]);
        IDataView data = TreeRow.Load(_ml, rows);

        Assert.AreEqual(0f, _ml.BinaryClassification.Trainers.FastTree().Fit(data).Scores(_ml, rows)[0]);
        Assert.AreEqual(0f, _ml.BinaryClassification.Trainers.FastForest().Fit(data).Scores(_ml, rows)[0]);
        Assert.AreEqual(0f, _ml.Regression.Trainers.FastTree("Target").Fit(data).Scores(_ml, rows)[0]);
        Assert.AreEqual(1f, _ml.Regression.Trainers.FastTreeTweedie("Target").Fit(data).Scores(_ml, rows)[0]);
        Assert.AreEqual(float.NaN, _ml.Regression.Trainers.FastForest("Target").Fit(data).Scores(_ml, rows)[0]);
    }

    [TestMethod]
    public void Binary_OneClass_IsSureOfIt()
    {
        List<TreeRow> rows = [.. TreeRow.Waves(100)];
        foreach (TreeRow row in rows)
            row.Label = true;

        var model = _ml.BinaryClassification.Trainers.FastTree().Fit(TreeRow.Load(_ml, rows));

        foreach (float probability in model.Probabilities(_ml, rows))
            Assert.IsGreaterThan(0.999f, probability);
    }

    [TestMethod]
    public void Binary_OneClassUnbalanced_Throws()
    {
        List<TreeRow> rows = [.. TreeRow.Waves(100)];
        foreach (TreeRow row in rows)
            row.Label = true;
        var trainer = _ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { UnbalancedSets = true });

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(TreeRow.Load(_ml, rows)));

        StringAssert.StartsWith(error.Message, "Only one class in training set.", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Regression_ColumnWithoutValues_Throws(float value)
    {
        List<TreeRow> rows = [.. TreeRow.Waves(100)];
        foreach (TreeRow row in rows)
            row.Features[3] = value;

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Regression.Trainers.FastTree("Target").Fit(TreeRow.Load(_ml, rows)));

        StringAssert.StartsWith(error.Message, "All instances skipped due to missing features.", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Regression_RowsWithMissingOrInfiniteFeatures_AreLeftOut(float value)
    {
        List<TreeRow> rows = TreeRow.Waves(200), damaged = TreeRow.Waves(200);
        for (int i = 0; i < damaged.Count; i += 5)
            damaged[i].Features[2] = value;
        List<TreeRow> whole = [.. rows.Where((_, i) => i % 5 != 0)];

        var expected = _ml.Regression.Trainers.FastTree("Target").Fit(TreeRow.Load(_ml, whole));
        var actual = _ml.Regression.Trainers.FastTree("Target").Fit(TreeRow.Load(_ml, damaged));

        CollectionAssert.AreEqual(expected.Scores(_ml, rows), actual.Scores(_ml, rows));
    }

    [TestMethod]
    public void Regression_MissingValueInPrediction_GoesRight()
    {
        List<TreeRow> rows = TreeRow.Of([1, 2, 3, 4], [0, 0, 10, 10]);
        var model = _ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 2, numberOfTrees: 1, minimumExampleCountPerLeaf: 1, learningRate: 1)
            .Fit(TreeRow.Load(_ml, rows));

        float[] scores = model.Scores(_ml, TreeRow.Of([float.NaN, float.PositiveInfinity, float.NegativeInfinity], [0, 0, 0]));

        CollectionAssert.AreEqual(new[] { 10f, 10f, 0f }, scores);
    }

    [TestMethod]
    public void Binary_NoRows_Throws()
    {
        IDataView data = TreeRow.Load(_ml, [], width: 2);

        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.BinaryClassification.Trainers.FastTree().Fit(data));
    }
}
