using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>The trainers <c>RealMlp</c> and <c>TabM</c> for all tasks, and on tables that are hard to train on.</summary>
[TestClass]
public sealed class TableNetworkTrainerTests
{
    private static readonly RealMlpOptions Short = new() { Epochs = 24, BatchSize = 64, HiddenLayers = [64, 64], Seed = 1, Threads = 1 };
    private static readonly TabMOptions Members =
        new() { Members = 4, HiddenLayers = [32], Epochs = 30, BatchSize = 64, Seed = 1, Threads = 1 };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow("full")]
    [DataRow("simple")]
    [DataRow("tabm")]
    public void Fit_Multiclass_LearnsBlobs(string kind)
    {
        IEstimator<ITransformer> trainer = kind == "tabm"
            ? _ml.MulticlassClassification.Trainers.TabM(Members)
            : _ml.MulticlassClassification.Trainers.RealMlp(Of(kind));
        var metrics = _ml.MulticlassClassification.Evaluate(trainer.Fit(Blobs.Keyed(_ml)).Transform(Blobs.Keyed(_ml, 300, 8)));
        Assert.IsGreaterThan(0.98, metrics.MicroAccuracy);
        Assert.IsLessThan(0.1, metrics.LogLoss);
    }

    [TestMethod]
    [DataRow("full")]
    [DataRow("simple")]
    [DataRow("tabm")]
    public void Fit_Binary_LearnsTheSide(string kind)
    {
        IEstimator<ITransformer> trainer = kind == "tabm"
            ? _ml.BinaryClassification.Trainers.TabM(Members with { LabelColumnName = "Above" })
            : _ml.BinaryClassification.Trainers.RealMlp(Of(kind) with { LabelColumnName = "Above" });
        var metrics = _ml.BinaryClassification.Evaluate(trainer.Fit(Curves.Load(_ml)).Transform(Curves.Load(_ml, 500, 2)), "Above");
        Assert.IsGreaterThan(0.96, metrics.Accuracy);
    }

    [TestMethod]
    [DataRow("full")]
    [DataRow("simple")]
    [DataRow("tabm")]
    public void Fit_Regression_LearnsTheCurve(string kind)
    {
        IEstimator<ITransformer> trainer = kind == "tabm"
            ? _ml.Regression.Trainers.TabM(Members)
            : _ml.Regression.Trainers.RealMlp(Of(kind));
        var metrics = _ml.Regression.Evaluate(trainer.Fit(Curves.Load(_ml, 1000)).Transform(Curves.Load(_ml, 500, 2)));
        Assert.IsGreaterThan(0.95, metrics.RSquared);
    }

    /// <summary>A target of 1 000 000 ± 0.1, a feature with one value, and one that is a million times as large as the other.</summary>
    [TestMethod]
    [DataRow("full")]
    [DataRow("simple")]
    [DataRow("tabm")]
    public void Fit_TargetsFarFromZero_AreLearned(string kind)
    {
        var random = new Random(1);
        IDataView Rows(int count) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ =>
        {
            var (a, b) = (random.NextDouble(), random.NextDouble());
            return new Wide { Features = [(float)a, 7, (float)(1e6 * b)], Label = (float)(1_000_000 + a + b) };
        }).ToList());
        IEstimator<ITransformer> trainer = kind == "tabm"
            ? _ml.Regression.Trainers.TabM(Members)
            : _ml.Regression.Trainers.RealMlp(Of(kind));
        var metrics = _ml.Regression.Evaluate(trainer.Fit(Rows(1000)).Transform(Rows(500)));
        Assert.IsLessThan(0.1, metrics.RootMeanSquaredError, "floats lie 0.06 apart there");
    }

    /// <summary>One row of a hundred is positive, told by two features of four.</summary>
    [TestMethod]
    [DataRow("full")]
    [DataRow("tabm")]
    public void Fit_OnePercentPositive_RanksThemFirst(string kind)
    {
        var random = new Random(2);
        IDataView Rows(int count) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Curves.Row
        {
            Features = [(float)random.NextDouble() + (i % 100 == 0 ? 0.7f : 0), (float)random.NextDouble() - (i % 100 == 0 ? 0.7f : 0)],
            Above = i % 100 == 0,
        }).ToList());
        IEstimator<ITransformer> trainer = kind == "tabm"
            ? _ml.BinaryClassification.Trainers.TabM(Members with { LabelColumnName = "Above" })
            : _ml.BinaryClassification.Trainers.RealMlp(Of(kind) with { LabelColumnName = "Above" });
        var metrics = _ml.BinaryClassification.Evaluate(trainer.Fit(Rows(3000)).Transform(Rows(3000)), "Above");
        Assert.IsGreaterThan(0.97, metrics.AreaUnderRocCurve);
        Assert.IsGreaterThan(0.993, metrics.Accuracy);
    }

    /// <summary>500 features, 300 rows; the first feature decides.</summary>
    [TestMethod]
    [DataRow("full")]
    [DataRow("tabm")]
    public void Fit_MoreFeaturesThanRows_FindsWhatMatters(string kind)
    {
        var random = new Random(3);
        IDataView Rows(int count) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ =>
        {
            float[] x = [.. Enumerable.Range(0, 500).Select(_ => (float)(random.NextDouble() - 0.5))];
            return new Many { Features = x, Label = x[0] > 0 };
        }).ToList());
        IEstimator<ITransformer> trainer = kind == "tabm"
            ? _ml.BinaryClassification.Trainers.TabM(Members)
            : _ml.BinaryClassification.Trainers.RealMlp(Of(kind));
        var metrics = _ml.BinaryClassification.Evaluate(trainer.Fit(Rows(300)).Transform(Rows(300)));
        Assert.IsGreaterThan(0.65, metrics.AreaUnderRocCurve);
    }

    /// <summary>Forty towns, of which every third has the answer; a town that was not there in training gets an answer too.</summary>
    [TestMethod]
    public void Fit_OneHotCategory_IsEmbedded()
    {
        var random = new Random(4);
        List<Town> towns = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(40)).Select(i => new Town
        {
            Name = $"town {i}",
            Size = (float)random.NextDouble(),
            Label = i % 3 == 0,
        })];
        var data = _ml.Data.LoadFromEnumerable(towns);
        var pipeline = _ml.Transforms.Categorical.OneHotEncoding("Name")
            .Append(_ml.Transforms.Concatenate("Features", "Size", "Name"))
            .Append(_ml.BinaryClassification.Trainers.RealMlp(Short));
        var model = pipeline.Fit(data);

        Assert.IsGreaterThan(0.99, _ml.BinaryClassification.Evaluate(model.Transform(data)).Accuracy);
        var network = ((BinaryPredictionTransformer<BinaryNetworkModel>)model.LastTransformer).Model.Network;
        Assert.AreEqual(41 * 8, network.GetParameter("features.category1.weight").Length, "a row for each town, and one for others");
        using var engine = _ml.Model.CreatePredictionEngine<Town, Answer>(model);
        Assert.IsTrue(engine.Predict(new Town { Name = "town 3" }).PredictedLabel);
        Assert.IsFalse(engine.Predict(new Town { Name = "town 4" }).PredictedLabel);
        Assert.IsTrue(float.IsFinite(engine.Predict(new Town { Name = "nowhere" }).Probability));
    }

    /// <summary>The full form predicts no number beyond those that it was trained on, after loading too.</summary>
    [TestMethod]
    public void Predict_FarOutside_StaysWithinTheTargets()
    {
        var data = Curves.Load(_ml);
        var model = _ml.Regression.Trainers.RealMlp(Short with { Epochs = 2 }).Fit(data);
        using var file = new MemoryStream();
        _ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        var loaded = (RegressionNetworkTransformer)_ml.Model.Load(file, out _);
        var targets = data.GetColumn<float>("Label").ToList();
        Assert.AreEqual((targets.Min(), targets.Max()), loaded.Model.TargetRange);
        var scores = new float[1];
        foreach (var x in new[] { -1e6f, -3, 0, 3, 1e6f })
        {
            loaded.Model.Predict([x, x], scores);
            Assert.IsTrue(scores[0] >= targets.Min() && scores[0] <= targets.Max(), $"{scores[0]} at {x}");
        }
    }

    /// <summary>The training runs to the end of its schedule; the weights are those of the best epoch on held-out rows.</summary>
    [TestMethod]
    public void Fit_RealMlp_KeepsTheBestEpochOfHeldOutRows()
    {
        var model = _ml.Regression.Trainers.RealMlp(Short).Fit(Curves.Load(_ml)).Model;
        Assert.AreEqual(24, model.Training.Epochs);
        var losses = model.History.Entries.Select(entry => entry.Monitors.Single(monitor => monitor.Name == "validation").Loss).ToList();
        Assert.AreEqual(losses.IndexOf(losses.Min()) + 1, model.Training.BestEpoch);
    }

    [TestMethod]
    public void Fit_LogOfFeaturesOfAnySize_HasNoWarning()
    {
        var messages = new List<string>();
        _ml.Log += (_, message) => messages.Add(message.Message);
        var rows = Curves.Rows(100, 1);
        foreach (var row in rows)
            row.Features[0] *= 1e6f;
        _ml.Regression.Trainers.RealMlp(Short with { Epochs = 1 }).Fit(_ml.Data.LoadFromEnumerable(rows));
        Assert.IsFalse(messages.Any(message => message.Contains("very different size", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Create_BadSettings_SaysWhatTheyMustBe()
    {
        void Require(string message, Action create) =>
            StringAssert.Contains(Assert.Throws<ArgumentException>(create).Message, message);

        Require("EmbeddingFrequencies must be at least 1; found 0.", () => Fit(Short with { EmbeddingFrequencies = 0 }));
        Require("EmbeddingDeviation must be finite and above 0; found 0.", () => Fit(Short with { EmbeddingDeviation = 0 }));
        Require("Dropout must be in [0, 1); found 1.", () => Fit(Short with { Dropout = 1 }));
        Require("RealMLP needs an Activation; found Identity.", () => Fit(Short with { Activation = Activation.Identity }));
        Require(
            "RealMLP starts its weights in its own way; leave Initialization out, found HeNormal.",
            () => Fit(Short with { Initialization = MlPipelines.Numerics.Initialization.WeightInitialization.HeNormal }));
        Require("Members must be at least 1; found 0.", () => _ml.Regression.Trainers.TabM(Members with { Members = 0 }));
        Require("HiddenLayers must have at least one; found none.", () => _ml.Regression.Trainers.TabM(Members with { HiddenLayers = [] }));

        object Fit(RealMlpOptions options) => _ml.Regression.Trainers.RealMlp(options);
    }

    /// <summary>What is set stays; the rest follows from the form and the task.</summary>
    [TestMethod]
    public void Fit_OwnOptimizer_IsKept()
    {
        var data = Curves.Load(_ml, 300);
        double FirstPeak(RealMlpOptions options) =>
            _ml.Regression.Trainers.RealMlp(options).Fit(data).Model.History.Entries.Max(entry => entry.LearningRate);
        var options = Short with { Epochs = 16, EvaluateEveryIterations = 1 };
        Assert.AreEqual(0.2, FirstPeak(options), 0.01);
        Assert.AreEqual(0.07, FirstPeak(options with { Form = RealMlpForm.Simple }), 0.005);
        Assert.AreEqual(0.5, FirstPeak(options with { Optimizer = new AdamOptions { LearningRate = 0.5 } }), 0.02);
    }

    private static RealMlpOptions Of(string kind) => Short with { Form = kind == "full" ? RealMlpForm.Full : RealMlpForm.Simple };

    private sealed class Wide
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Many
    {
        [VectorType(500)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class Town
    {
        public string Name { get; set; } = "";

        public float Size { get; set; }

        public bool Label { get; set; }
    }

    private sealed class Answer
    {
        public bool PredictedLabel { get; set; }

        public float Probability { get; set; }
    }
}
