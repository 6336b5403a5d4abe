using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.UnitTests.CustomTrainers;

[TestClass]
public sealed class BinaryMlpTests
{
    private static readonly MlpOptions Quick = new()
    {
        LabelColumnName = "Above",
        HiddenLayers = [16],
        Epochs = 40,
        BatchSize = 25,
        Optimizer = new AdamOptions { LearningRate = 0.01 },
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_TwoHalves_LearnsCalibratedProbabilities()
    {
        var transformer = _ml.BinaryClassification.Trainers.Mlp(Quick).Fit(Curves.Load(_ml));

        var scored = transformer.Transform(Curves.Load(_ml, 300, seed: 2));
        var metrics = _ml.BinaryClassification.Evaluate(scored, "Above");

        Assert.IsGreaterThan(0.97, metrics.Accuracy);
        Assert.IsGreaterThan(0.99, metrics.AreaUnderRocCurve);
        var scores = scored.GetColumn<float>("Score").ToArray();
        var probabilities = scored.GetColumn<float>("Probability").ToArray();
        var labels = scored.GetColumn<bool>("PredictedLabel").ToArray();
        for (var i = 0; i < scores.Length; i++)
        {
            Assert.AreEqual(1 / (1 + Math.Exp(-scores[i])), probabilities[i], 1e-6);
            Assert.AreEqual(scores[i] > 0, labels[i]);
        }
    }

    [TestMethod]
    public void Transform_Schema_IsThatOfStockTrainers()
    {
        var data = Curves.Load(_ml, 50);
        string[] columns = ["PredictedLabel", "Score", "Probability"];
        var stock = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Above");
        var ours = _ml.BinaryClassification.Trainers.Mlp(Quick with { Epochs = 1 });
        var shape = new SchemaShape([
            ShapeColumns.Vector("Features", NumberDataViewType.Single), ShapeColumns.Scalar("Above", BooleanDataViewType.Instance)]);

        Assert.AreEqual(
            SchemaText.Of(stock.Fit(data).GetOutputSchema(data.Schema), columns),
            SchemaText.Of(ours.Fit(data).GetOutputSchema(data.Schema), columns));
        Assert.AreEqual(SchemaText.Of(stock.GetOutputSchema(shape), columns), SchemaText.Of(ours.GetOutputSchema(shape), columns));
    }

    [TestMethod]
    public void Fit_OneClassAlone_NamesIt()
    {
        var rows = Curves.Rows(20, 1);
        foreach (var row in rows) row.Above = true;

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.BinaryClassification.Trainers.Mlp(Quick).Fit(_ml.Data.LoadFromEnumerable(rows)));

        Assert.AreEqual(
            "All 20 rows of the training data have the label true; a classifier needs rows of at least 2 classes.", error.Message);
    }

    [TestMethod]
    public void Fit_LabelOfAnotherType_SaysHowToConvert()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.BinaryClassification.Trainers.Mlp(Quick with { LabelColumnName = "Label" }).Fit(Curves.Load(_ml)));

        StringAssert.Contains(error.Message, "Schema mismatch for label column 'Label': expected Boolean, got Single.");
    }
}
