using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Ensembles;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.UnitTests.CustomTrainers.Ensembles;

/// <summary>Ensembles of estimators of this library and of ML.NET, of the three tasks.</summary>
[TestClass]
public sealed class EnsembleTests
{
    private static readonly GradientBoostedTreesOptions Trees = new() { NumberOfTrees = 10, Threads = 1 };

    private static readonly MlpOptions Mlp = new() { HiddenLayers = [8], Epochs = 15, Threads = 1 };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_SeveralClasses_WeightsTheMembersAndPredicts()
    {
        var data = Keys(Blobs.Named(_ml, 240));

        var model = _ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions { Members = Classifiers, Folds = 3 }).Fit(data);

        Assert.HasCount(4, model.Report!.Members);
        Assert.AreEqual(1, model.Report.Members.Sum(member => member.Weight), 1e-9);
        Assert.IsLessThanOrEqualTo(model.Report.Members.Min(member => member.Loss), model.Report.Loss);
        Assert.IsTrue(model.Members.All(member => member.Models.Count == 3 && member.Weight > 0));
        var test = model.Transform(Keys(Blobs.Named(_ml, 200, seed: 9)));
        var metrics = _ml.MulticlassClassification.Evaluate(test);
        Assert.IsGreaterThan(0.95, metrics.MicroAccuracy);
        foreach (var scores in test.GetColumn<float[]>("Score"))
            Assert.AreEqual(1, scores.Sum(), 1e-5);
        var back = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(test).Transform(test);
        CollectionAssert.IsSubsetOf(
            back.GetColumn<string>("PredictedLabel").Distinct().ToList(), new List<string> { "dog", "cat", "bird" });
    }

    /// <summary>The example of docs/ensembles.md.</summary>
    [TestMethod]
    public void Ensemble_DocumentedExample_ReportsItsMembers()
    {
        var ml = new MLContext(seed: 1);
        var data = Blobs.Named(ml, 120);

        var ensemble = ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions
        {
            Members =
            [
                ("trees", ml.MulticlassClassification.Trainers.GradientBoostedTrees()),
                ("net", ml.Transforms.SmoothRobustScaling("Features").Append(ml.MulticlassClassification.Trainers.Mlp())),
                (
                    "entropy",
                    ml.Transforms.NormalizeMeanVariance("Features").Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())),
            ],
            Folds = 5,
            Calibration = EnsembleCalibration.Temperature,
        });
        var model = ml.Transforms.Conversion.MapValueToKey("Label").Append(ensemble).Fit(data);

        CollectionAssert.AreEqual(
            new[] { "trees", "net", "entropy" }, model.LastTransformer.Report!.Members.Select(member => member.Name).ToArray());
    }

    /// <summary>Each row's score is the weighted mean of what the kept models give, reckoned here from the models themselves.</summary>
    [TestMethod]
    public void Transform_Rows_GivesTheWeightedMeanOfTheModels()
    {
        var data = Keys(Blobs.Named(_ml, 120));
        var model = _ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions { Members = Classifiers, Folds = 2 }).Fit(data);

        var expected = new double[120][];
        foreach (var member in model.Members)
        {
            foreach (var own in member.Models)
            {
                var scores = own.Transform(data).GetColumn<float[]>("Score").ToArray();
                for (var row = 0; row < scores.Length; row++)
                {
                    expected[row] ??= new double[3];
                    for (var label = 0; label < 3; label++)
                        expected[row][label] += member.Weight / 2 * scores[row][label] / scores[row].Sum();
                }
            }
        }

        var found = model.Transform(data).GetColumn<float[]>("Score").ToArray();
        for (var row = 0; row < found.Length; row++)
        {
            for (var label = 0; label < 3; label++)
                Assert.AreEqual(expected[row][label], found[row][label], 1e-5);
        }
    }

    [TestMethod]
    [DataRow(EnsembleCalibration.None)]
    [DataRow(EnsembleCalibration.Temperature)]
    [DataRow(EnsembleCalibration.Isotonic)]
    public void Fit_TrueOrFalse_GivesProbabilities(EnsembleCalibration calibration)
    {
        var data = Curves.Load(_ml, 300);

        var model = _ml.BinaryClassification.Trainers.Ensemble(new EnsembleOptions
        {
            LabelColumnName = "Above",
            Members =
            [
                ("trees", _ml.BinaryClassification.Trainers.GradientBoostedTrees(Trees with { LabelColumnName = "Above" })),
                ("logistic", _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Above")),
                ("fast-tree", _ml.BinaryClassification.Trainers.FastTree("Above", numberOfTrees: 10)),
            ],
            Calibration = calibration,
        }).Fit(data);

        var predicted = model.Transform(Curves.Load(_ml, 200, seed: 2));
        var metrics = _ml.BinaryClassification.Evaluate(predicted, "Above");
        Assert.IsGreaterThan(0.95, metrics.Accuracy);
        Assert.AreEqual(calibration == EnsembleCalibration.None, model.Calibration is null);
        Assert.AreEqual(calibration == EnsembleCalibration.None, model.Report!.CalibratedLoss is null);
        Assert.IsLessThanOrEqualTo(model.Report.Loss + 1e-6, model.Report.CalibratedLoss ?? model.Report.Loss, "fitted on the same rows");
        var (scores, probabilities) = (predicted.GetColumn<float>("Score").ToArray(), predicted.GetColumn<float>("Probability").ToArray());
        var labels = predicted.GetColumn<bool>("PredictedLabel").ToArray();
        for (var row = 0; row < scores.Length; row++)
        {
            Assert.IsTrue(float.IsFinite(scores[row]));
            Assert.AreEqual(scores[row] > 0, labels[row]);
            Assert.AreEqual(1 / (1 + Math.Exp(-scores[row])), probabilities[row], 1e-5);
        }
    }

    [TestMethod]
    public void Fit_Numbers_IsBetterThanItsMembers()
    {
        var data = Curves.Load(_ml, 400);

        var model = _ml.Regression.Trainers.Ensemble(new EnsembleOptions
        {
            Members =
            [
                ("trees", _ml.Regression.Trainers.GradientBoostedTrees(Trees)),
                ("mlp", _ml.Regression.Trainers.Mlp(Mlp)),
                ("fast-tree", _ml.Regression.Trainers.FastTree(numberOfTrees: 30)),
                ("linear", _ml.Regression.Trainers.LeastSquares()),
            ],
        }).Fit(data);

        Assert.IsLessThanOrEqualTo(model.Report!.Members.Min(member => member.Loss), model.Report.Loss);
        var metrics = _ml.Regression.Evaluate(model.Transform(Curves.Load(_ml, 300, seed: 3)));
        Assert.IsGreaterThan(0.8, metrics.RSquared);
        // The out-of-fold loss of a member is its mean squared error over the folds: near that of new rows.
        Assert.IsLessThan(2 * model.Report.Loss, metrics.MeanSquaredError);
    }

    [TestMethod]
    public void Fit_UselessMember_IsLeftOut()
    {
        var data = Keys(Blobs.Named(_ml, 150));

        var model = _ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions
        {
            Members =
            [
                ("untrained", _ml.MulticlassClassification.Trainers.Mlp(Mlp with { Epochs = 1, BatchSize = 150, Optimizer = Still })),
                ("trees", _ml.MulticlassClassification.Trainers.GradientBoostedTrees(Trees)),
            ],
            Folds = 3,
        }).Fit(data);

        Assert.AreEqual("trees", model.Members.Single().Name);
        Assert.AreEqual(0, model.Report!.Members[0].Weight);
        Assert.AreEqual(1, model.Report.Members[1].Weight);
    }

    [TestMethod]
    public void Bagging_OneEstimator_IsTheMeanOfItsFolds()
    {
        var data = Curves.Load(_ml, 100);

        var model = _ml.Regression.Trainers.Bagging(_ml.Regression.Trainers.GradientBoostedTrees(Trees), folds: 4).Fit(data);

        var own = model.Members.Single().Models.Select(m => m.Transform(data).GetColumn<float>("Score").ToArray()).ToArray();
        Assert.HasCount(4, own);
        var found = model.Transform(data).GetColumn<float>("Score").ToArray();
        for (var row = 0; row < found.Length; row++)
            Assert.AreEqual(own.Average(scores => scores[row]), found[row], 1e-3);
    }

    [TestMethod]
    [DataRow("classes")]
    [DataRow("truth")]
    [DataRow("number")]
    public void ModelSave_Ensemble_PredictsTheSameBits(string task)
    {
        var data = task == "classes" ? Blobs.Named(_ml, 120) : Curves.Load(_ml, 120);
        IEstimator<ITransformer> chain = task switch
        {
            "classes" => _ml.Transforms.Conversion.MapValueToKey("Label").Append(
                _ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions
                {
                    Members = Classifiers,
                    Folds = 2,
                    Calibration = EnsembleCalibration.Isotonic,
                })),
            "truth" => _ml.BinaryClassification.Trainers.Ensemble(new EnsembleOptions
            {
                LabelColumnName = "Above",
                Members = [("logistic", _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Above"))],
                Calibration = EnsembleCalibration.Temperature,
            }),
            _ => _ml.Regression.Trainers.Bagging(
                _ml.Transforms.SmoothRobustScaling("Features").Append(_ml.Regression.Trainers.Mlp(Mlp with { Epochs = 2 }))),
        };
        var model = chain.Fit(data);

        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out _);

        var (before, after) = (model.Transform(data), loaded.Transform(data));
        CollectionAssert.AreEqual(Scores(before), Scores(after));
        Assert.AreEqual(before.Schema["Score"].Type, after.Schema["Score"].Type);
        var (report, kept) = (EnsembleOf(model).Report!, EnsembleOf(loaded).Report!);
        Assert.AreEqual(report.Loss, kept.Loss);
        Assert.AreEqual(report.CalibratedLoss, kept.CalibratedLoss);
        CollectionAssert.AreEqual(report.Members.ToList(), kept.Members.ToList());
    }

    [TestMethod]
    public void PredictionEngine_LoadedModel_PredictsAsTheBatch()
    {
        var data = Blobs.Named(_ml, 120);
        var model = _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions { Members = Classifiers, Folds = 2 }))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var loaded = _ml.Model.Load(stream, out _);

        using var engine = _ml.Model.CreatePredictionEngine<Blobs.Row, Blobs.Prediction>(loaded);
        var batch = _ml.Data.CreateEnumerable<Blobs.Prediction>(model.Transform(data), reuseRowObject: false).ToArray();

        var rows = _ml.Data.CreateEnumerable<Blobs.Row>(data, reuseRowObject: false).Take(20).ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            var one = engine.Predict(rows[row]);
            Assert.AreEqual(batch[row].PredictedLabel, one.PredictedLabel);
            CollectionAssert.AreEqual(batch[row].Score, one.Score);
        }
    }

    [TestMethod]
    public void Fit_Twice_GivesTheSameBits()
    {
        var data = Keys(Blobs.Named(_ml, 120));
        var trainer = _ml.MulticlassClassification.Trainers.Ensemble(
            new EnsembleOptions { Members = Classifiers, Folds = 3, Calibration = EnsembleCalibration.Temperature });

        CollectionAssert.AreEqual(Scores(trainer.Fit(data).Transform(data)), Scores(trainer.Fit(data).Transform(data)));
    }

    [TestMethod]
    public void GetOutputSchema_Columns_AreThoseOfOurOtherTrainers()
    {
        var data = Keys(Blobs.Named(_ml, 60));
        var truths = Curves.Load(_ml, 60);
        var ensemble = _ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions { Members = Classifiers[..1], Folds = 2 });
        var bagging = _ml.BinaryClassification.Trainers.Bagging(
            _ml.BinaryClassification.Trainers.GradientBoostedTrees("Above"), folds: 2, "Above");
        var shape = new SchemaShape(
        [
            ShapeColumns.Vector("Features", NumberDataViewType.Single),
            ShapeColumns.Key("Label", new SchemaShape([ShapeColumns.Vector("KeyValues", TextDataViewType.Instance)])),
        ]);

        var trees = Classifiers[0].Estimator;
        string[] classes = ["PredictedLabel", "Score"];
        Assert.AreEqual(
            SchemaText.Of(trees.Fit(data).GetOutputSchema(data.Schema), classes),
            SchemaText.Of(ensemble.Fit(data).GetOutputSchema(data.Schema), classes));
        Assert.AreEqual(
            SchemaText.Of(trees.GetOutputSchema(shape), classes), SchemaText.Of(ensemble.GetOutputSchema(shape), classes));
        string[] truth = ["PredictedLabel", "Score", "Probability"];
        Assert.AreEqual(
            SchemaText.Of(
                _ml.BinaryClassification.Trainers.GradientBoostedTrees("Above").Fit(truths).GetOutputSchema(truths.Schema), truth),
            SchemaText.Of(bagging.Fit(truths).GetOutputSchema(truths.Schema), truth));
    }

    /// <summary>Boosted trees, a network behind a scaling, LightGBM and FastTree.</summary>
    private (string Name, IEstimator<ITransformer> Estimator)[] Classifiers =>
    [
        ("trees", _ml.MulticlassClassification.Trainers.GradientBoostedTrees(Trees)),
        ("mlp", _ml.Transforms.SmoothRobustScaling("Features").Append(_ml.MulticlassClassification.Trainers.Mlp(Mlp))),
        (
            "light-gbm",
            _ml.MulticlassClassification.Trainers.LightGbm(
                new LightGbmMulticlassTrainer.Options { NumberOfIterations = 10, NumberOfThreads = 1, MinimumExampleCountPerLeaf = 5 })),
        (
            "fast-tree",
            _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5))),
    ];

    private static SgdOptions Still => new() { LearningRate = 1e-9 };

    private IDataView Keys(IDataView data) => _ml.Transforms.Conversion.MapValueToKey("Label").Fit(
        _ml.Data.LoadFromEnumerable(
            new[] { "dog", "cat", "bird" }.Select(name => new Blobs.Row { Label = name, Features = new float[4] }))).Transform(data);

    private static EnsembleTransformer EnsembleOf(ITransformer model) =>
        model as EnsembleTransformer ?? ((IEnumerable<ITransformer>)model).OfType<EnsembleTransformer>().Single();

    private static float[] Scores(IDataView predicted) => predicted.Schema["Score"].Type is VectorDataViewType
        ? [.. predicted.GetColumn<float[]>("Score").SelectMany(scores => scores)]
        : [.. predicted.GetColumn<float>("Score")];
}
