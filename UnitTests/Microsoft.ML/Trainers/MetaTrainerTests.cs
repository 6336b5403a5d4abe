using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Trainers;

[TestClass]
public sealed class MetaTrainerTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void OneVersusAll_Probabilities_SumToOne()
    {
        IDataView data = WaveData.Load(_ml);

        IDataView scored = _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(data).Transform(data);

        foreach (float[] scores in scored.GetColumn<float[]>("Score"))
            Assert.AreEqual(1f, scores.Sum(), 1e-5f);
        Assert.IsGreaterThan(0.7, _ml.MulticlassClassification.Evaluate(scored).MicroAccuracy);
    }

    [TestMethod]
    public void OneVersusAll_Classifiers_AreTrainedAgainstRest()
    {
        IDataView data = WaveData.Load(_ml);
        var binary = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsOne").Fit(data).Transform(data);

        IDataView scored = _ml.MulticlassClassification.Trainers
            .OneVersusAll(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(), useProbabilities: false).Fit(data).Transform(data);

        float[] expected = [.. binary.GetColumn<float>("Score")];
        float[] actual = [.. scored.GetColumn<float[]>("Score").Select(scores => scores[1])];
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-3f);
    }

    [TestMethod]
    public void OneVersusAll_WithoutProbabilities_IsCalibrated()
    {
        IDataView data = _ml.Data.Cache(WaveData.Load(_ml));

        IDataView scored = _ml.MulticlassClassification.Trainers
            .OneVersusAll(_ml.BinaryClassification.Trainers.SdcaNonCalibrated(l2Regularization: 0.01f)).Fit(data).Transform(data);

        foreach (float[] scores in scored.GetColumn<float[]>("Score"))
            Assert.AreEqual(1f, scores.Sum(), 1e-5f);
    }

    [TestMethod]
    public void OneVersusAll_LabelOfText_Throws()
    {
        var trainer = _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Class"), "Class");

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(WaveData.Load(_ml)));
    }

    [TestMethod]
    public void CrossValidate_Folds_CoverEachRowOnce()
    {
        IDataView data = WaveData.Load(_ml);

        var folds = _ml.MulticlassClassification.CrossValidate(data, _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(), numberOfFolds: 4);

        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, folds.Select(fold => fold.Fold).ToArray());
        Assert.AreEqual(90, folds.Sum(fold => fold.ScoredHoldOutSet.GetColumn<float[]>("Score").Count()));
        foreach (var fold in folds)
            Assert.AreEqual(_ml.MulticlassClassification.Evaluate(fold.ScoredHoldOutSet).LogLoss, fold.Metrics.LogLoss);
    }

    [TestMethod]
    public void CrossValidate_BinaryAndRegression_GiveTheirMetrics()
    {
        IDataView data = WaveData.Load(_ml);

        var binary = _ml.BinaryClassification.CrossValidate(data, _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsOne"), 3, "IsOne");
        var regression = _ml.Regression.CrossValidate(data, _ml.Regression.Trainers.Sdca("Weight"), 3, "Weight");

        Assert.IsTrue(binary.All(fold => fold.Metrics.AreaUnderRocCurve > 0.9));
        Assert.HasCount(3, regression);
    }

    [TestMethod]
    public void CrossValidate_OneFold_Throws() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => _ml.MulticlassClassification.CrossValidate(WaveData.Load(_ml), _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(), 1));

    [TestMethod]
    public void PermutationFeatureImportance_UnusedFeature_HasNone()
    {
        IDataView data = WaveData.Load(_ml);
        var model = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsOne", l1Regularization: 5, l2Regularization: 0).Fit(data);

        var importances = _ml.BinaryClassification.PermutationFeatureImportance(model, data, "IsOne", permutationCount: 3);

        Assert.HasCount(3, importances);
        Assert.AreEqual(0.0, importances[0].AreaUnderRocCurve.Mean, 1e-12, "its weight is 0");
        Assert.IsLessThan(-0.3, importances[2].AreaUnderRocCurve.Mean);
        Assert.AreEqual(3, importances[2].AreaUnderRocCurve.Count);
        Assert.IsGreaterThan(0, importances[2].AreaUnderRocCurve.StandardDeviation);
    }

    [TestMethod]
    public void PermutationFeatureImportance_Chain_NamesSlots()
    {
        var chain = _ml.Transforms.Concatenate("Joined", "Features", "Weight").Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Joined"));
        IDataView data = WaveData.Load(_ml);
        var model = chain.Fit(data);

        var importances = _ml.MulticlassClassification.PermutationFeatureImportance(model, model.Transform(data));

        CollectionAssert.AreEquivalent(new[] { "Slot 0", "Slot 1", "Slot 2", "Weight" }, importances.Keys.ToArray());
        Assert.AreEqual(0.0, importances["Weight"].MicroAccuracy.Mean, 1e-12, "a constant");
        Assert.HasCount(3, importances["Slot 0"].PerClassLogLoss);
    }

    [TestMethod]
    public void ChangeModelThreshold_Higher_PredictsFewerPositives()
    {
        IDataView data = WaveData.Load(_ml);
        var model = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsOne").Fit(data);

        IDataView scored = _ml.BinaryClassification.ChangeModelThreshold(model, 1).Transform(data);

        CollectionAssert.AreEqual(scored.GetColumn<float>("Score").Select(score => score > 1).ToArray(), scored.GetColumn<bool>("PredictedLabel").ToArray());
    }
}
