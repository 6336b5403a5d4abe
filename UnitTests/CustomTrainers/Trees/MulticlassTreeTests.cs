using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers.Trees;

[TestClass]
public sealed class MulticlassTreeTests
{
    private static readonly GradientBoostedTreesOptions Quick = new()
    {
        NumberOfTrees = 20,
        NumberOfLeaves = 6,
        LearningRate = 0.1,
        RowFraction = 1,
        FeatureFractionPerSplit = 1,
    };

    private readonly MLContext _ml = new(1);

    private MulticlassTreeTransformer Fit(GradientBoostedTreesOptions options, IDataView? data = null)
        => _ml.MulticlassClassification.Trainers.GradientBoostedTrees(options).Fit(data ?? Blobs.Keyed(_ml));

    [TestMethod]
    public void Fit_Blobs_LearnsProbabilitiesWithOneBooster()
    {
        var transformer = Fit(Quick);

        var metrics = _ml.MulticlassClassification.Evaluate(transformer.Transform(Blobs.Keyed(_ml, 300, seed: 8)));

        Assert.IsGreaterThan(0.95, metrics.MicroAccuracy);
        Assert.IsLessThan(0.2, metrics.LogLoss);
        Assert.AreEqual(3, transformer.Model.OutputCount);
        Assert.AreEqual(20, transformer.Model.RoundCount);
        Assert.HasCount(60, transformer.Model.Ensemble.Trees);
        foreach (var scores in transformer.Transform(Blobs.Keyed(_ml, 20)).GetColumn<float[]>("Score"))
            Assert.AreEqual(1, scores.Sum(), 1e-5);
    }

    [TestMethod]
    public void Fit_InAPipelineOfNames_PredictsNames()
    {
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.MulticlassClassification.Trainers.GradientBoostedTrees("Label"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        var model = pipeline.Fit(Blobs.Named(_ml));

        var engine = _ml.Model.CreatePredictionEngine<Blobs.Row, Blobs.Prediction>(model);
        Assert.AreEqual("cat", engine.Predict(new Blobs.Row { Features = [0, 3, 0, 0] }).PredictedLabel);
        CollectionAssert.AreEquivalent(
            new[] { "bird", "cat", "dog" }, ((MulticlassTreeTransformer)model.ElementAt(1)).Model.ClassNames!.ToArray());
    }

    [TestMethod]
    public void Transform_TextLabel_AddsTheColumnsOfStockTrainers()
    {
        var data = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(Blobs.Named(_ml, 60)).Transform(Blobs.Named(_ml, 60));
        var shape = new SchemaShape([
            ShapeColumns.Vector("Features", NumberDataViewType.Single),
            ShapeColumns.Key("Label", new SchemaShape([ShapeColumns.Vector("KeyValues", TextDataViewType.Instance)]))]);
        string[] columns = ["PredictedLabel", "Score"];
        var stock = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy();
        var ours = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(Quick);

        Assert.AreEqual(
            SchemaText.Of(stock.Fit(data).GetOutputSchema(data.Schema), columns),
            SchemaText.Of(ours.Fit(data).GetOutputSchema(data.Schema), columns));
        Assert.AreEqual(SchemaText.Of(stock.GetOutputSchema(shape), columns), SchemaText.Of(ours.GetOutputSchema(shape), columns));
    }

    [TestMethod]
    public void Fit_AnyThreadCount_IsBitwiseTheSame()
    {
        var options = Quick with { RowFraction = 0.7, FeatureFraction = 0.8, ValidationFraction = 0.2, Seed = 4 };
        var one = Scores(Fit(options with { Threads = 1 }));

        CollectionAssert.AreEqual(one, Scores(Fit(options with { Threads = 3 })));
        CollectionAssert.AreNotEqual(one, Scores(Fit(options with { Threads = 3, Seed = 5 })));
    }

    [TestMethod]
    public void Fit_EarlyStopping_EndsWithTheBestRoundOfTheRowsHeldOut()
    {
        var random = new Random(1);
        var noisy = Blobs.Points(300, 7).Select(
            p => new Blobs.KeyedRow { Features = p.Features, Label = (uint)(random.Next(3) == 0 ? random.Next(3) : p.Class) }).ToList();

        var transformer = Fit(
            Quick with
            {
                NumberOfTrees = 500,
                LearningRate = 0.5,
                MinimumExampleCountPerLeaf = 1,
                ValidationFraction = 0.3,
                EarlyStopping = new EarlyStopping { Patience = 4 }
            },
            _ml.Data.LoadFromEnumerable(noisy));

        var model = transformer.Model;
        Assert.HasCount(model.BestRound + 4, model.History);
        Assert.IsLessThan(500, model.History.Length);
        Assert.AreEqual(model.BestRound, model.RoundCount);
        Assert.AreEqual(model.History.Min(round => round.ValidationLoss), model.History[model.BestRound - 1].ValidationLoss);
    }

    [TestMethod]
    public void Fit_Monitors_AreMeasuredAsTheEvaluatorMeasures()
    {
        var fresh = Blobs.Keyed(_ml, 200, seed: 9);

        var transformer = Fit(Quick with { NumberOfTrees = 3, Monitors = [new("fresh", fresh), new("train", Blobs.Keyed(_ml))] });

        var last = transformer.Model.History[^1];
        foreach (var (monitor, data) in last.Monitors.Zip([fresh, Blobs.Keyed(_ml)]))
        {
            var metrics = _ml.MulticlassClassification.Evaluate(transformer.Transform(data));
            Assert.AreEqual(metrics.LogLoss, monitor.Loss, 1e-5, monitor.Name);
            Assert.AreEqual(metrics.MicroAccuracy, monitor.Accuracy, 1e-12, monitor.Name);
        }

        CollectionAssert.AreEqual(new[] { "fresh", "train" }, last.Monitors.Select(m => m.Name).ToArray());
        Assert.IsTrue(double.IsNaN(last.ValidationLoss), "there is nothing to stop by");
    }

    [TestMethod]
    public void Fit_ClassWeights_MultiplyTheirRows()
    {
        var counts = Enumerable.Range(0, 3).Select(c => (double)Blobs.Points(300, 7).Count(p => p.Class == c)).ToArray();

        var model = Fit(Quick with { ClassWeights = [50, 1, 2] }).Model;

        var total = 50 * counts[0] + counts[1] + 2 * counts[2];
        Assert.AreEqual(Math.Log(50 * counts[0] / total), model.Ensemble.InitialScores[0], 1e-5);
        Assert.AreEqual(Math.Log(counts[1] / total), model.Ensemble.InitialScores[1], 1e-5);
        Assert.AreEqual(Math.Log(2 * counts[2] / total), model.Ensemble.InitialScores[2], 1e-5);
    }

    [TestMethod]
    public void Fit_BalancedClasses_StartFromEqualProbabilities()
    {
        var rows = Blobs.Points(300, 1).Where((p, i) => p.Class == 0 || i % 7 == 0).Select(
            p => new Blobs.KeyedRow { Features = p.Features, Label = (uint)p.Class }).ToList();

        var model = Fit(Quick with { BalanceClasses = true }, _ml.Data.LoadFromEnumerable(rows)).Model;

        foreach (var score in model.Ensemble.InitialScores) Assert.AreEqual(Math.Log(1.0 / 3), score, 1e-5);
    }

    [TestMethod]
    public void Fit_Progress_IsToldOfEveryRound()
    {
        var told = new List<int>();

        Fit(Quick with { NumberOfTrees = 4, Progress = new Listener(told) });

        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, told);
    }

    private sealed class Listener(List<int> told) : IProgress<MlPipelines.Numerics.Trees.BoostingRound>
    {
        public void Report(MlPipelines.Numerics.Trees.BoostingRound value) => told.Add(value.Round);
    }

    private float[] Scores(MulticlassTreeTransformer transformer)
        => [.. transformer.Transform(Blobs.Keyed(_ml, 50, seed: 3)).GetColumn<float[]>("Score").SelectMany(s => s)];
}
