using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>Trainers whose options do not say how long they train: rows that are held out do.</summary>
[TestClass]
public sealed class DefaultLengthTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Mlp_ManyRows_ATenthIsHeldOutAndEndsTheTraining()
    {
        var training = _ml.Regression.Trainers.Mlp(new MlpOptions { HiddenLayers = [8] }).Fit(Noise(300)).Model.Training;

        Assert.IsTrue(training.History.Entries.All(entry => entry.Monitors.Single().Name == "validation"));
        Assert.IsTrue(training.StoppedEarly);
        Assert.AreEqual(training.BestEpoch + 50, training.Epochs, "the patience of 9 updates an epoch");
        Assert.AreEqual(9L * training.Epochs, training.Iterations, "270 rows in batches of 32");
    }

    [TestMethod]
    public void Mlp_FewRows_NoneIsHeldOut()
    {
        var training = _ml.Regression.Trainers.Mlp(new MlpOptions { HiddenLayers = [8] }).Fit(Noise(199)).Model.Training;

        Assert.AreEqual((200, 200L * 7), (training.Epochs, training.Iterations));
        Assert.IsTrue(training.History.Entries.All(entry => entry.Monitors.Count == 0));
    }

    [TestMethod]
    public void Mlp_EpochsGiven_NothingIsHeldOut()
    {
        var training = _ml.Regression.Trainers.Mlp(new MlpOptions { HiddenLayers = [8], Epochs = 3 }).Fit(Noise(300)).Model.Training;

        Assert.AreEqual((3, 3L * 10), (training.Epochs, training.Iterations));
        Assert.IsTrue(training.History.Entries.All(entry => entry.Monitors.Count == 0));
    }

    [TestMethod]
    public void Mlp_MonitorOfItsName_TakesThePlaceOfHeldOutRows()
    {
        var training = _ml.Regression.Trainers.Mlp(new MlpOptions
        {
            HiddenLayers = [8],
            Monitors = [new MonitorData("validation", Noise(100, seed: 2))],
        }).Fit(Noise(300)).Model.Training;

        Assert.IsTrue(training.StoppedEarly);
        Assert.AreEqual(10L * training.Epochs, training.Iterations, "300 rows in batches of 32");
    }

    [TestMethod]
    public void EarlyStopping_WithoutRowsOfItsOwn_HoldsATenthOut()
    {
        var options = new MlpOptions { HiddenLayers = [8], Epochs = 40, EarlyStopping = new EarlyStopping { Patience = 3 } };

        TrainingResult Trained(MlpOptions given) => _ml.Regression.Trainers.Mlp(given).Fit(Noise(100)).Model.Training;

        Assert.AreEqual(4L * 40, Trained(options with { EarlyStopping = null }).Iterations);
        var stopped = Trained(options);
        Assert.AreEqual(3L * stopped.Epochs, stopped.Iterations, "90 rows in batches of 32");
        Assert.IsTrue(stopped.History.Entries.All(entry => entry.Monitors.Single().Name == "validation"));
    }

    [TestMethod]
    public void ValidationFractionOfZero_WithEarlyStopping_IsRefused()
        => StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => _ml.Regression.Trainers.Mlp(
                new MlpOptions { ValidationFraction = 0, EarlyStopping = new EarlyStopping() })).Message,
            "Early stopping watches the monitor 'validation', but the monitors are none.");

    [TestMethod]
    [DataRow(300)]
    [DataRow(199)]
    public void Trees_HeldOutRowsEndTheTraining_OrThereAreTwoHundredRounds(int rows)
    {
        var model = _ml.Regression.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions()).Fit(Noise(rows)).Model;

        if (rows < 200)
        {
            Assert.AreEqual((200, 200), (model.History.Length, model.BestRound));
            return;
        }

        Assert.AreEqual(model.BestRound + 50, model.History.Length);
        Assert.IsTrue(model.History.All(round => round.Monitors.Single().Name == "validation"));
    }

    [TestMethod]
    public void Trees_NumberGiven_AreAllGrown()
    {
        var model = _ml.Regression.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { NumberOfTrees = 30 }).Fit(Noise(300))
            .Model;

        Assert.AreEqual((30, 30), (model.History.Length, model.BestRound));
        Assert.IsTrue(model.History.All(round => round.Monitors.IsEmpty));
    }

    [TestMethod]
    public void ValidationFractionOfZero_NothingIsHeldOutAndOnlyTheNumberEndsTheTraining()
    {
        var network = _ml.Regression.Trainers.Mlp(new MlpOptions { HiddenLayers = [4], ValidationFraction = 0 }).Fit(Noise(300)).Model;
        var trees = _ml.Regression.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { ValidationFraction = 0 })
            .Fit(Noise(300)).Model;

        Assert.AreEqual(200L * 10, network.Training.Iterations, "300 rows in batches of 32");
        Assert.AreEqual((200, 200), (trees.History.Length, trees.BestRound));
    }

    [TestMethod]
    public void Fit_OneRowOfAClass_IsTrainedOnWhateverIsHeldOut()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var rows = Enumerable.Range(0, 250).Select(i => new Flagged { Features = [i % 7, i % 5], Label = i == 40 }).ToList();
            var data = _ml.Data.LoadFromEnumerable(rows);
            var options = new GradientBoostedTreesOptions { Seed = seed, BalanceClasses = true };
            _ml.BinaryClassification.Trainers.GradientBoostedTrees(options).Fit(data);
            _ml.BinaryClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [2], Seed = seed, BalanceClasses = true }).Fit(data);
        }
    }

    [TestMethod]
    public void Fit_BatchNormalization_NoBatchOfOneRow()
    {
        var options = new MlpOptions { HiddenLayers = [4], BatchNorm = true };

        var training = _ml.Regression.Trainers.Mlp(options).Fit(Noise(321)).Model.Training;

        Assert.AreEqual(9L * training.Epochs, training.Iterations, "289 rows in batches of 33, the last of 25");
    }

    /// <summary>Rows whose label has nothing to do with the features, so that held-out rows soon get no better.</summary>
    private IDataView Noise(int rows, int seed = 1)
    {
        var random = new Random(seed);
        return _ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(_ => new Row
        {
            Features = [random.NextSingle(), random.NextSingle(), random.NextSingle()],
            Label = random.NextSingle(),
        }).ToList());
    }

    private sealed class Flagged
    {
        [Microsoft.ML.Data.VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class Row
    {
        [Microsoft.ML.Data.VectorType(3)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
