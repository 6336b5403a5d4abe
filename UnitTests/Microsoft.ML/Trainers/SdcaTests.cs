using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlPipelines.UnitTests.MicrosoftML.Trainers;

[TestClass]
public sealed class SdcaTests
{
    /// <summary>How near dual coordinate ascent comes to the optimum at the tolerance asked for.</summary>
    private const double Tolerance = 0.01;

    private readonly MLContext _ml = new(1);

    /// <summary>The optimum is scikit-learn's for C = 1: here the penalty is against the mean of 90 losses, and on the bias too.</summary>
    [TestMethod]
    public void SdcaLogisticRegression_TightTolerance_NearsOptimumOfLbfgs()
    {
        IDataView data = _ml.Data.Cache(WaveData.Load(_ml));
        var sdca = _ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = "IsOne",
            L1Regularization = 0,
            L2Regularization = 1f / 90,
            BiasLearningRate = 1,
            ConvergenceTolerance = 1e-5f,
            MaximumNumberOfIterations = 3000,
            NumberOfThreads = 1,
        }).Fit(data).Model.SubModel;
        var lbfgs = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsOne", l1Regularization: 0).Fit(data).Model.SubModel;

        for (int j = 0; j < 3; j++)
            Assert.AreEqual(lbfgs.Weights[j], sdca.Weights[j], 5 * Tolerance);
        Assert.AreEqual(lbfgs.Bias, sdca.Bias, 5 * Tolerance);
    }

    [TestMethod]
    public void SdcaMaximumEntropy_OneClass_SaysSo()
    {
        var data = _ml.Data.LoadFromEnumerable(WaveData.Rows().Select(row => new WaveData.Row { Features = row.Features, Class = "only" }));
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(data).Transform(data);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Trainers.SdcaMaximumEntropy().Fit(keyed));
        if (LibraryWay.IsEmbedded)
            Assert.AreEqual("Must be at least 2, not 1: the key of label column 'Label' has so many values. (Parameter 'numClasses')", error.Message);
    }

    [TestMethod]
    public void Predict_NoFeatures_SaysWhatTheModelTakes()
    {
        var model = _ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 2).Fit(WaveData.Load(_ml));
        using var engine = _ml.Model.CreatePredictionEngine<WaveData.Row, Scores>(model);

        var error = Assert.Throws<InvalidOperationException>(() => engine.Predict(new WaveData.Row { Features = null! }));
        if (LibraryWay.IsEmbedded)
            Assert.AreEqual("Input is of length 0, but predictor expected length 3: column 'Features' in row 0.", error.Message);
    }

    [TestMethod]
    public void Sdca_LinearLabels_FindsCoefficients()
    {
        IDataView data = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(WaveData.Rows().Select(row => new Row
        {
            Features = row.Features,
            Label = 2 + (3 * row.Features[0]) - row.Features[1] + (0.5f * row.Features[2]),
        }).ToList()));

        LinearRegressionModelParameters model = _ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            L2Regularization = 1e-5f,
            L1Regularization = 0,
            ConvergenceTolerance = 1e-4f,
            MaximumNumberOfIterations = 2000,
            NumberOfThreads = 1,
        }).Fit(data).Model;

        Assert.AreEqual(2, model.Bias, 5 * Tolerance);
        Assert.AreEqual(3, model.Weights[0], 5 * Tolerance);
        Assert.AreEqual(-1, model.Weights[1], 5 * Tolerance);
        Assert.AreEqual(0.5, model.Weights[2], 5 * Tolerance);
    }

    /// <summary>Weights of ML.NET 5.0 for the same context seed, data and options, which a permutation of cached rows and one thread decide.</summary>
    [TestMethod]
    public void SdcaMaximumEntropy_OneThread_GivesMlNetsWeights()
    {
        IDataView data = _ml.Data.Cache(WaveData.Load(_ml));

        MaximumEntropyModelParameters model = new MLContext(7).MulticlassClassification.Trainers
            .SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { L2Regularization = 0.01f, MaximumNumberOfIterations = 5, NumberOfThreads = 1 }).Fit(data).Model;

        float[] biases = [.. model.GetBiases()];
        float[] expected = [0.053633295f, -0.316894f, 0.26326072f];
        for (int k = 0; k < expected.Length; k++)
            Assert.AreEqual(expected[k], biases[k], 1e-4f);
    }

    [TestMethod]
    public void SdcaNonCalibrated_HingeLoss_Separates()
    {
        IDataView data = _ml.Data.Cache(WaveData.Load(_ml));

        IDataView scored = _ml.BinaryClassification.Trainers.SdcaNonCalibrated("IsOne", lossFunction: new HingeLoss(), l2Regularization: 1e-3f).Fit(data).Transform(data);

        Assert.IsNull(scored.Schema.GetColumnOrNull("Probability"));
        Assert.IsGreaterThan(0.99, _ml.BinaryClassification.EvaluateNonCalibrated(scored, "IsOne").AreaUnderRocCurve);
    }

    [TestMethod]
    public void Sdca_L1_SetsWeightsToZero()
    {
        IDataView data = _ml.Data.Cache(WaveData.Load(_ml));

        LinearBinaryModelParameters model = _ml.BinaryClassification.Trainers
            .SdcaLogisticRegression("IsOne", l1Regularization: 1, l2Regularization: 0.05f).Fit(data).Model.SubModel;

        Assert.IsTrue(model.Weights.Any(weight => weight == 0) && model.Weights.Any(weight => weight != 0));
    }

    [TestMethod]
    public void Fit_SameSeed_GivesSameWeights()
    {
        IDataView data = WaveData.Load(_ml);

        float[] Fit() => [.. new MLContext(5).BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { LabelColumnName = "IsOne", NumberOfThreads = 1 }).Fit(data).Model.SubModel.Weights];

        CollectionAssert.AreEqual(Fit(), Fit());
    }

    [TestMethod]
    [DataRow("IsOne", "Label", DisplayName = "label missing")]
    [DataRow("Class", "Class", DisplayName = "label of text")]
    public void Sdca_WrongLabel_ThrowsNamingIt(string label, string culprit)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.Regression.Trainers.Sdca(label == "IsOne" ? "Label" : label).Fit(WaveData.Load(_ml)));

        StringAssert.Contains(exception.Message, culprit);
    }

    [TestMethod]
    public void Sdca_WrongOptions_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Trainers.Sdca(l2Regularization: -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Trainers.Sdca(l1Regularization: -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Trainers.Sdca(maximumNumberOfIterations: 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { ConvergenceTolerance = 0 }));
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Scores
    {
        public float[] Score { get; set; } = [];
    }
}
