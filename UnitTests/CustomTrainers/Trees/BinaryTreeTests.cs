using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.UnitTests.CustomTrainers.Trees;

[TestClass]
public sealed class BinaryTreeTests
{
    private static readonly GradientBoostedTreesOptions Quick = new()
    {
        LabelColumnName = "Above",
        NumberOfTrees = 20,
        NumberOfLeaves = 6,
        LearningRate = 0.1,
        RowFraction = 1,
        FeatureFractionPerSplit = 1,
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_TwoHalves_LearnsCalibratedProbabilities()
    {
        var transformer = _ml.BinaryClassification.Trainers.GradientBoostedTrees(Quick).Fit(Curves.Load(_ml));

        var scored = transformer.Transform(Curves.Load(_ml, 300, seed: 2));
        var metrics = _ml.BinaryClassification.Evaluate(scored, "Above");

        Assert.IsGreaterThan(0.97, metrics.Accuracy);
        Assert.IsGreaterThan(0.99, metrics.AreaUnderRocCurve);
        var (scores, probabilities) = (scored.GetColumn<float>("Score").ToArray(), scored.GetColumn<float>("Probability").ToArray());
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
        var ours = _ml.BinaryClassification.Trainers.GradientBoostedTrees("Above");
        var shape = new SchemaShape([
            ShapeColumns.Vector("Features", NumberDataViewType.Single), ShapeColumns.Scalar("Above", BooleanDataViewType.Instance)]);

        Assert.AreEqual(
            SchemaText.Of(stock.Fit(data).GetOutputSchema(data.Schema), columns),
            SchemaText.Of(ours.Fit(data).GetOutputSchema(data.Schema), columns));
        Assert.AreEqual(SchemaText.Of(stock.GetOutputSchema(shape), columns), SchemaText.Of(ours.GetOutputSchema(shape), columns));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(-1)]
    public void Fit_MonotoneConstraint_IsKeptEverywhere(int direction)
    {
        var model = _ml.BinaryClassification.Trainers.GradientBoostedTrees(
            Quick with { MonotoneConstraints = [direction, 0] }).Fit(Curves.Load(_ml)).Model;

        var score = new float[1];
        for (var y = -2f; y <= 2; y += 0.25f)
        {
            var last = float.NegativeInfinity;
            for (var x = -2f; x <= 2; x += 0.125f)
            {
                model.Predict([x, y], score);
                Assert.IsGreaterThanOrEqualTo(last, direction * score[0]);
                last = direction * score[0];
            }
        }
    }

    [TestMethod]
    public void Fit_DoubledWeights_EqualDoubledRows()
    {
        var rows = Curves.Rows(200, 1);
        for (var i = 0; i < rows.Count; i++) rows[i].Weight = 1 + i % 2;
        var twice = rows.SelectMany(row => Enumerable.Repeat(row, (int)row.Weight)).ToList();
        // The number of examples in a leaf would tell the two apart.
        var options = Quick with { MinimumExampleCountPerLeaf = 1 };

        var weighted = _ml.BinaryClassification.Trainers.GradientBoostedTrees(
            options with { ExampleWeightColumnName = "Weight" }).Fit(_ml.Data.LoadFromEnumerable(rows));
        var repeated = _ml.BinaryClassification.Trainers.GradientBoostedTrees(options).Fit(_ml.Data.LoadFromEnumerable(twice));

        var test = Curves.Load(_ml, 100, seed: 2);
        foreach (var (a, b) in weighted.Transform(test).GetColumn<float>("Score").Zip(repeated.Transform(test).GetColumn<float>("Score")))
            Assert.AreEqual(a, b, 1e-4);
    }

    [TestMethod]
    public void Fit_ClassWeights_AlsoWeighTheMonitors()
    {
        var data = Curves.Load(_ml);
        var transformer = _ml.BinaryClassification.Trainers.GradientBoostedTrees(
            Quick with { NumberOfTrees = 3, ClassWeights = [1, 4], Monitors = [new("train", data)] }).Fit(data);

        var scored = transformer.Transform(data);
        var (labels, probabilities) = (scored.GetColumn<bool>("Above").ToArray(), scored.GetColumn<float>("Probability").ToArray());
        var weight = labels.Sum(above => above ? 4 : 1);
        var loss = labels.Zip(probabilities, (above, p) => above ? -4 * Math.Log(p) : -Math.Log(1 - p)).Sum() / weight;
        Assert.AreEqual(loss, transformer.Model.History[^1].Monitors.Single().Loss, 1e-5);
    }
}
