using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.UnitTests.Numerics.Trees;

/// <summary>Data with little or nothing to learn trains to a constant; data that makes no sense is refused.</summary>
[TestClass]
public sealed class DegenerateDataTests
{
    [TestMethod]
    public void Train_OneRow_PredictsItsTarget()
    {
        var ensemble = GradientBooster.Train(TreeData.Rows([1, 2], 2, [7]), new SquaredLoss()).Ensemble;
        TreeData.AreSameBits([7], ensemble.PredictBatch(new float[] { 5, float.NaN }));
    }

    [TestMethod]
    public void Train_ConstantFeatures_PredictsTheMean()
    {
        var ensemble = GradientBooster.Train(
            TreeData.Rows([3, 3, 3, 3], 1, [1, 2, 3, 6]), new SquaredLoss(), new() { MinimumExampleCountPerLeaf = 1 }).Ensemble;
        TreeData.AreClose([3, 3], ensemble.PredictBatch(new float[] { 3, 100 }), 1e-6);
    }

    [TestMethod]
    public void Train_AllMissingColumn_IsNeverUsed()
    {
        var features = TreeData.Features(200, 2, 1);
        for (var i = 1; i < features.Length; i += 2)
            features[i] = float.NaN;
        var ensemble = GradientBooster.Train(
            TreeData.Rows(features, 2, TreeData.Targets(features, 2, 1)), new SquaredLoss()).Ensemble;
        Assert.AreEqual(0, ensemble.FeatureSplitCounts()[1]);
        Assert.IsGreaterThan(0, ensemble.FeatureSplitCounts()[0]);
    }

    [TestMethod]
    public void Train_FewerRowsThanALeafNeeds_PredictsTheMean()
    {
        var ensemble = GradientBooster.Train(
            TreeData.Rows([1, 2, 3], 1, [1, 2, 3]), new SquaredLoss(), new() { MinimumExampleCountPerLeaf = 2 }).Ensemble;
        Assert.IsTrue(ensemble.Trees.All(t => t.Leaves.Length == 1));
        TreeData.AreClose([2], ensemble.PredictBatch(new float[] { 3 }), 1e-6);
    }

    [TestMethod]
    public void Train_OneClass_PredictsIt()
    {
        var features = TreeData.Features(50, 3, 1);
        var targets = new float[50];
        Array.Fill(targets, 1f);
        BoostingOptions options = new() { L2 = 0, NumberOfTrees = 20 };
        var binary = GradientBooster.Train(TreeData.Rows(features, 3, targets), new LogisticLoss(), options).Ensemble;
        Assert.IsTrue(binary.PredictBatch(features).All(s => float.IsFinite(s) && s > 5));
        var softmax = GradientBooster.Train(TreeData.Rows(features, 3, targets), new SoftmaxLoss(3), options).Ensemble;
        var scores = softmax.PredictBatch(features);
        for (var row = 0; row < 50; row++)
            Assert.IsTrue(scores[row * 3 + 1] > scores[row * 3] && scores[row * 3 + 1] > scores[row * 3 + 2]);
    }

    [TestMethod]
    public void Train_ZeroWeights_LeaveRowsOut()
    {
        var features = TreeData.Features(100, 3, 1);
        var targets = TreeData.Targets(features, 3, 1);
        var weights = new float[100];
        for (var i = 0; i < 100; i++)
        {
            weights[i] = i < 60 ? 1 : 0;
            if (i >= 60)
                targets[i] = 1e6f;
        }
        var ensemble = GradientBooster.Train(
            TreeData.Rows(features, 3, targets) with { Weights = weights }, new SquaredLoss()).Ensemble;
        Assert.IsLessThan(100, ensemble.PredictBatch(features).Max());
    }

    [TestMethod]
    public void Train_BadInput_SaysWhatIsWrong()
    {
        var rows = TreeData.Rows([1, 2, 3, 4], 2, [0, 1]);
        Refuses("There are 3 targets for 2 rows of features.", rows with { Targets = new float[3] }, new SquaredLoss());
        Refuses("There are 1 weights for 2 rows of features.", rows with { Weights = new float[1] }, new SquaredLoss());
        Refuses("The weight of row 1 is -1; weights must be at least 0 and finite. (Parameter 'Weights')",
            rows with { Weights = new float[] { 1, -1 } }, new SquaredLoss());
        Refuses("The weight of every row is 0: at least one must be above 0. (Parameter 'Weights')", rows with { Weights = new float[2] },
            new SquaredLoss());
        Refuses("There are 3 class weights for 2 classes: give one for each class.", rows with { ClassWeights = new float[] { 1, 1, 1 } },
            new LogisticLoss());
        Refuses("There are 1 class weights for 2 classes: give one for each class.", rows with { ClassWeights = new float[] { 1 } },
            new SoftmaxLoss(2));
        Refuses("There are weights of classes, but the targets are no classes.", rows with { ClassWeights = new float[] { 1, 1 } },
            new SquaredLoss());
        Refuses("The weight of every class-weighted row is 0: at least one must be above 0. (Parameter 'ClassWeights')",
            rows with { Weights = new float[] { 1, 0 }, ClassWeights = new float[] { 0, 1 } }, new LogisticLoss());
        Refuses($"The weight of class-weighted row 1 is {float.PositiveInfinity}; weights must be at least 0 and finite. (Parameter "
            + "'ClassWeights')",
            rows with { Weights = new[] { 1, 1e30f }, ClassWeights = new[] { 1, 1e30f } }, new LogisticLoss());
        Refuses("The label of row 1 is 1.5; with 2 classes labels must be whole numbers from 0 to 1.",
            rows with { Targets = new[] { 0, 1.5f } }, new LogisticLoss());
        Refuses("LearningRate is NaN; it must be above 0 and finite.", rows, new SquaredLoss(), new() { LearningRate = double.NaN });
        Refuses("NumberOfLeaves is 1; it must be at least 2, or 0 for no limit.", rows, new SquaredLoss(), new() { NumberOfLeaves = 1 });
        Refuses("NumberOfLeaves is 0; it must be set when MaximumDepth is 0: one of the two has to bound the tree.", rows,
            new SquaredLoss(), new() { NumberOfLeaves = 0 });
        Refuses("Growth is 7; it must be one of LeafWise, DepthWise.", rows, new SquaredLoss(), new() { Growth = (GrowthPolicy)7 });
        Refuses("RowFraction is 1.5; it must be above 0 and at most 1.", rows, new SquaredLoss(), new() { RowFraction = 1.5 });
        Refuses("MonotoneConstraints has 1 values for 2 feature columns: give one of -1, 0 and 1 for each column.", rows, new SquaredLoss(),
            new() { MonotoneConstraints = [1] });
        Refuses("Column 1 is categorical and has a monotone constraint: categories have no order to keep. Remove one of the two. "
            + "(Parameter 'options')",
            TreeData.Rows([1, 2, 3, 4], 2, [0, 1],
                new BinningOptions { CategoricalColumns = [1] }), new SquaredLoss(), new() { MonotoneConstraints = [1, -1] });
        Refuses("EarlyStopping is set, but there are no validation rows to stop by. (Parameter 'validation')", rows,
            new SquaredLoss(), new() { EarlyStopping = new EarlyStopping { Patience = 3 } });
    }

    [TestMethod]
    public void Train_WarmStartOfAnotherWidth_IsRefused()
    {
        var other = GradientBooster.Train(TreeData.Rows([1, 2, 3], 3, [1]), new SquaredLoss()).Ensemble;
        var error = Assert.ThrowsExactly<ArgumentException>(() =>
            GradientBooster.Train(TreeData.Rows([1, 2], 2, [1]), new SquaredLoss(), warmStart: new WarmStart(other, new double[2])));
        StringAssert.StartsWith(error.Message, "The ensemble to continue has 3 features and 1 outputs; this training has 2 and 1.");
    }

    [TestMethod]
    public void Train_MonitorsThatDoNotFit_AreRefused()
    {
        var rows = TreeData.Rows([1, 2, 3, 4], 2, [0, 1]);
        void Refuses(string message, ValidationRows monitor) =>
            StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(
                () => GradientBooster.Train(rows, new LogisticLoss(), monitors: [monitor])).Message, message);
        Refuses(
            "There are no test rows: give at least one, or none of this.", new() { Name = "test", Features = default, Targets = default });
        Refuses("The test features hold 3 values; 1 rows of 2 columns need 2.",
            new() { Name = "test", Features = new float[3], Targets = new float[1] });
        Refuses("There are 2 weights for 1 test rows.",
            new() { Name = "test", Features = new float[2], Targets = new float[1], Weights = new float[2] });
        Refuses("The weight of every test row is 0: at least one must be above 0.",
            new() { Name = "test", Features = new float[2], Targets = new float[1], Weights = new float[1] });
        Refuses("The weight of test row 0 is -1; weights must be at least 0 and finite.",
            new() { Name = "test", Features = new float[2], Targets = new float[1], Weights = new float[] { -1 } });
    }

    [TestMethod]
    public void Train_WarmStartOfOtherRows_SaysHowManyScores()
    {
        var start = GradientBooster.Train(TreeData.Rows([1, 2], 1, [1, 2]), new SquaredLoss()).Ensemble;
        var error = Assert.ThrowsExactly<ArgumentException>(() =>
            GradientBooster.Train(TreeData.Rows([1, 2], 1, [1, 2]), new SquaredLoss(), warmStart: new WarmStart(start, new double[3])));
        StringAssert.StartsWith(error.Message, "The warm start has 3 scores; 2 rows of 1 outputs need 2.");
    }

    private static void Refuses(string message, TrainingRows rows, BoostingLoss loss, BoostingOptions? options = null) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<ArgumentException>(() => GradientBooster.Train(rows, loss, options)).Message);
}
