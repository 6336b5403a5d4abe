using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>The options that the trainers of all tasks share do what they say.</summary>
[TestClass]
public sealed class NetworkOptionsTests
{
    /// <summary>One step over all rows, in their order, so that sums can be compared.</summary>
    private static readonly MlpOptions OneBatch = new()
    {
        LabelColumnName = "Above",
        HiddenLayers = [8],
        Epochs = 5,
        BatchSize = 1000,
        Shuffle = false,
        Optimizer = new SgdOptions { LearningRate = 0.5 },
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_DoubledWeights_EqualDuplicatedRows()
    {
        var once = Curves.Rows(60, 1);
        var twice = once.SelectMany((row, i) => i < 20 ? new[] { row, row } : [row]).ToList();
        var weighted = Curves.Rows(60, 1);
        foreach (var row in weighted.Take(20)) row.Weight = 2;

        var a = Weights(OneBatch with { ExampleWeightColumnName = "Weight" }, weighted);
        var b = Weights(OneBatch, twice);
        var c = Weights(OneBatch, once);

        AssertNear(a, b); // the same sums in another order: only round-off differs
        Assert.IsTrue(a.Zip(c).Any(p => Math.Abs(p.First - p.Second) > 1e-3), "weights change the network");
    }

    [TestMethod]
    public void Fit_ClassWeights_EqualExampleWeightsByClass()
    {
        var rows = Curves.Rows(60, 1);
        foreach (var row in rows) row.Weight = row.Above ? 3 : 0.5f;

        AssertNear(
            Weights(OneBatch with { ClassWeights = [0.5, 3] }, rows), Weights(OneBatch with { ExampleWeightColumnName = "Weight" }, rows));
    }

    [TestMethod]
    public void Fit_BalancedClasses_EqualTheirInverseShares()
    {
        var rows = Curves.Rows(80, 1).Where((row, i) => row.Above || i % 4 == 0).ToList();
        var above = rows.Count(r => r.Above);
        double[] weights = [rows.Count / (2.0 * (rows.Count - above)), rows.Count / (2.0 * above)];

        AssertNear(Weights(OneBatch with { BalanceClasses = true }, rows), Weights(OneBatch with { ClassWeights = weights }, rows));
    }

    [TestMethod]
    public void Fit_ValidationFraction_HoldsRowsOutAndMonitorsThem()
    {
        var options = OneBatch with { ValidationFraction = 0.25 };
        var rows = Curves.Rows(60, 1);

        var model = _ml.BinaryClassification.Trainers.Mlp(options).Fit(_ml.Data.LoadFromEnumerable(rows)).Model;
        var again = Weights(options, rows);

        Assert.AreEqual("validation", model.History.Entries[^1].Monitors.Single().Name);
        CollectionAssert.AreEqual(model.Network.ParameterValues.ToArray(), again, "the seed chooses the rows");
        CollectionAssert.AreNotEqual(again, Weights(OneBatch, rows), "held-out rows are not trained on");
        var accuracy = model.History.Entries[^1].Monitors[0].Accuracy;
        Assert.AreEqual(Math.Round(accuracy * 15), accuracy * 15, 1e-9, "15 of 60 rows are held out");
    }

    [TestMethod]
    public void Fit_ValidationFractionOfTooFewRows_SaysSo()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Weights(OneBatch with { ValidationFraction = 0.01 }, Curves.Rows(10, 1)));

        Assert.AreEqual(
            "A validation fraction of 0.01 of 10 rows leaves 0 to validate on and 10 to train on; both need at least 1.", error.Message);
    }

    [TestMethod]
    public void Fit_EarlyStopping_RestoresTheBestEpochAndSaysWhich()
    {
        var options = OneBatch with
        {
            Epochs = 200,
            BatchSize = 10,
            Optimizer = new AdamOptions { LearningRate = 0.05 },
            ValidationFraction = 0.3,
            EarlyStopping = new EarlyStopping { Patience = 5 },
        };

        var model = _ml.BinaryClassification.Trainers.Mlp(options).Fit(_ml.Data.LoadFromEnumerable(Curves.Rows(40, 1))).Model;

        Assert.IsTrue(model.Training.StoppedEarly);
        var losses = model.History.Entries.Where(e => e.EndOfEpoch).Select(e => e.Monitors.Single().Loss).ToList();
        Assert.AreEqual(losses.IndexOf(losses.Min()) + 1, model.Training.BestEpoch);
    }

    [TestMethod]
    public void Fit_WarmStart_GoesOnFromTheNetworkAndLeavesItAlone()
    {
        var rows = Curves.Rows(60, 1);
        var start = _ml.BinaryClassification.Trainers.Mlp(OneBatch).Fit(_ml.Data.LoadFromEnumerable(rows)).Model;
        var before = start.Network.ParameterValues.ToArray();

        CollectionAssert.AreEqual(before, Weights(OneBatch with { WarmStart = start, Epochs = 0 }, rows));
        AssertNear(Weights(OneBatch with { Epochs = 10 }, rows), Weights(OneBatch with { WarmStart = start, Epochs = 5 }, rows));
        CollectionAssert.AreEqual(before, start.Network.ParameterValues.ToArray());
    }

    [TestMethod]
    public void Fit_WarmStartOfOtherLayers_NamesBoth()
    {
        var rows = Curves.Rows(60, 1);
        var start = _ml.BinaryClassification.Trainers.Mlp(OneBatch).Fit(_ml.Data.LoadFromEnumerable(rows)).Model;

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Weights(OneBatch with { WarmStart = start, HiddenLayers = [9] }, rows));

        StringAssert.Contains(
            error.Message, "has 33 parameters; the options and the data call for 2 features, 1 outputs and 37 parameters.");
    }

    [TestMethod]
    public void Fit_NegativeWeight_NamesTheRow()
    {
        var rows = Curves.Rows(10, 1);
        rows[4].Weight = -1;

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Weights(OneBatch with { ExampleWeightColumnName = "Weight" }, rows));

        Assert.AreEqual(
            "Row 4 of the training data has the weight -1 in column 'Weight', where a finite number of at least 0 was expected.",
            error.Message);
    }

    [TestMethod]
    public void Mlp_OptionOutOfRange_IsRefusedWhenTheTrainerIsMade()
    {
        Refused(OneBatch with { ValidationFraction = 1 }, "ValidationFraction must be in [0, 1); found 1.");
        Refused(OneBatch with { LabelSmoothing = -0.1 }, "LabelSmoothing must be in [0, 1); found -0.1.");
        Refused(OneBatch with { LabelSmoothing = 0.1 }, "LabelSmoothing is for multiclass classification");
        Refused(OneBatch with { Dropout = 1 }, "Dropout must be in [0, 1); found 1.");
        Refused(OneBatch with { ClassWeights = [1, 0] }, "ClassWeights[1] must be finite and above 0; found 0.");
        Refused(OneBatch with { ClassWeights = [1, 2], BalanceClasses = true }, "ClassWeights and BalanceClasses are both set; set one.");
        Refused(
            OneBatch with { ValidationFraction = 0, EarlyStopping = new EarlyStopping() },
            "Early stopping watches the monitor 'validation', but the monitors are none.");
        Refused(OneBatch with { L2 = double.NaN }, "L2 must be finite and at least 0; found NaN.");
    }

    private void Refused(MlpOptions options, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => _ml.BinaryClassification.Trainers.Mlp(options));
        StringAssert.Contains(error.Message, message);
    }

    private float[] Weights(MlpOptions options, List<Curves.Row> rows)
        => _ml.BinaryClassification.Trainers.Mlp(options).Fit(_ml.Data.LoadFromEnumerable(rows)).Model.Network.ParameterValues.ToArray();

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], actual[i], 1e-5);
    }
}
