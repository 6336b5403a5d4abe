using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.UnitTests.CustomTrainers;

[TestClass]
public sealed class RegressionMlpTests
{
    private static readonly MlpOptions Quick = new()
    {
        HiddenLayers = [32, 32],
        Epochs = 100,
        BatchSize = 25,
        Optimizer = new AdamOptions { LearningRate = 0.005 },
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_TargetFarFromZero_LearnsItInItsUnits()
    {
        var transformer = _ml.Regression.Trainers.Mlp(
            Quick with { Monitors = [new("test", Curves.Load(_ml, 300, seed: 2))] }).Fit(Curves.Load(_ml));

        var metrics = _ml.Regression.Evaluate(transformer.Transform(Curves.Load(_ml, 300, seed: 2)));

        Assert.IsGreaterThan(0.97, metrics.RSquared);
        var last = transformer.Model.History.Entries[^1];
        Assert.AreEqual(
            metrics.MeanSquaredError, last.Monitors.Single().Loss, 1e-3 * metrics.MeanSquaredError,
            "the history's losses are in the target's units");
        Assert.AreEqual(NetworkOutput.Number, transformer.Model.Output);
        Assert.AreEqual(1000, transformer.Model.TargetMean!.Value, 10);
        var engine = _ml.Model.CreatePredictionEngine<Curves.Row, Curves.Prediction>(transformer);
        Assert.AreEqual(1000 + 200 * Math.Exp(-1), engine.Predict(new Curves.Row { Features = [1, 0] }).Score, 15);
    }

    [TestMethod]
    public void Transform_Schema_IsThatOfStockTrainers()
    {
        var data = Curves.Load(_ml, 50);
        var ours = _ml.Regression.Trainers.Mlp(Quick with { Epochs = 1 });

        Assert.AreEqual(
            """
            Score: Single
              ScoreColumnKind: String = Regression
              ScoreColumnSetId: Key<UInt32, 0-2147483646> = 1
              ScoreValueKind: String = Score

            """.ReplaceLineEndings(),
            SchemaText.Of(ours.Fit(data).GetOutputSchema(data.Schema), "Score"));
    }

    [TestMethod]
    public void Fit_ConstantTarget_PredictsIt()
    {
        var rows = Curves.Rows(50, 1);
        foreach (var row in rows) row.Label = 7;

        var transformer = _ml.Regression.Trainers.Mlp(Quick).Fit(_ml.Data.LoadFromEnumerable(rows));

        foreach (var score in transformer.Transform(_ml.Data.LoadFromEnumerable(rows)).GetColumn<float>("Score"))
            Assert.AreEqual(7, score, 0.05);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Fit_LabelNotFinite_NamesTheRow(float label)
    {
        var rows = Curves.Rows(50, 1);
        rows[12].Label = label;

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Regression.Trainers.Mlp(Quick).Fit(_ml.Data.LoadFromEnumerable(rows)));

        StringAssert.Contains(
            error.Message, $"Row 12 of the training data has the label {label} in column 'Label', where a finite number was expected.");
    }

    [TestMethod]
    public void Fit_LabelOfAnotherType_SaysHowToConvert()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.Regression.Trainers.Mlp(Quick with { LabelColumnName = "Above" }).Fit(Curves.Load(_ml)));

        StringAssert.Contains(error.Message, "Schema mismatch for label column 'Above': expected Single, got Boolean.");
    }

    [TestMethod]
    public void Mlp_OptionsOfClassification_AreRefused()
        => Assert.ThrowsExactly<ArgumentException>(() => _ml.Regression.Trainers.Mlp(Quick with { BalanceClasses = true }));
}
