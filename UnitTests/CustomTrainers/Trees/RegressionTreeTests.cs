using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.UnitTests.CustomTrainers.Trees;

[TestClass]
public sealed class RegressionTreeTests
{
    private static readonly GradientBoostedTreesOptions Quick = new()
    {
        NumberOfTrees = 60,
        NumberOfLeaves = 12,
        MinimumExampleCountPerLeaf = 3,
        LearningRate = 0.1,
        RowFraction = 1,
        FeatureFractionPerSplit = 1,
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_TargetFarFromZero_LearnsItInItsUnits()
    {
        var transformer = _ml.Regression.Trainers.GradientBoostedTrees(
            Quick with { Monitors = [new("test", Curves.Load(_ml, 300, seed: 2))] }).Fit(Curves.Load(_ml, 2000));

        var metrics = _ml.Regression.Evaluate(transformer.Transform(Curves.Load(_ml, 300, seed: 2)));

        Assert.IsGreaterThan(0.98, metrics.RSquared);
        var last = transformer.Model.History[^1].Monitors.Single();
        Assert.AreEqual(
            metrics.MeanSquaredError, last.Loss, 1e-4 * metrics.MeanSquaredError, "the history's losses are squares of the target's units");
        Assert.IsTrue(double.IsNaN(last.Accuracy));
        Assert.AreEqual(1000, transformer.Model.Ensemble.InitialScores[0], 10);
    }

    [TestMethod]
    public void Transform_Schema_IsThatOfStockTrainers()
    {
        var data = Curves.Load(_ml, 50);
        var stock = _ml.Regression.Trainers.Sdca("Label");
        var ours = _ml.Regression.Trainers.GradientBoostedTrees("Label");
        var shape = new SchemaShape(
            [ShapeColumns.Vector("Features", NumberDataViewType.Single), ShapeColumns.Scalar("Label", NumberDataViewType.Single)]);

        Assert.AreEqual(
            SchemaText.Of(stock.Fit(data).GetOutputSchema(data.Schema), "Score"),
            SchemaText.Of(ours.Fit(data).GetOutputSchema(data.Schema), "Score"));
        Assert.AreEqual(SchemaText.Of(stock.GetOutputSchema(shape), "Score"), SchemaText.Of(ours.GetOutputSchema(shape), "Score"));
    }

    [TestMethod]
    public void Fit_Progress_IsToldOfTheHistorysLosses()
    {
        var told = new List<double>();

        var transformer = _ml.Regression.Trainers.GradientBoostedTrees(
            Quick with { NumberOfTrees = 4, ValidationFraction = 0.2, Progress = new Listener(told) }).Fit(Curves.Load(_ml));

        CollectionAssert.AreEqual(transformer.Model.History.Select(round => round.Monitors.Single().Loss).ToArray(), told);
    }

    private sealed class Listener(List<double> told) : IProgress<MlPipelines.Numerics.Trees.BoostingRound>
    {
        public void Report(MlPipelines.Numerics.Trees.BoostingRound value) => told.Add(value.Monitors.Single().Loss);
    }
}
