using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlPipelines.UnitTests.MicrosoftML.Trainers;

[TestClass]
public sealed class LbfgsLogisticRegressionTests
{
    /// <summary>The optimizer stops by the change of a float objective, which leaves the weights this far from the optimum.</summary>
    private const double Tolerance = 5e-3;

    private readonly MLContext _ml = new(1);

    /// <summary>Bias and weights of scikit-learn's LogisticRegression(C=1, tol=1e-12), which has the same optimum.</summary>
    [TestMethod]
    public void Fit_L2_FindsScikitLearnsOptimum()
    {
        IDataView data = WaveData.Load(_ml);

        LinearBinaryModelParameters model = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsOne", l1Regularization: 0).Fit(data).Model.SubModel;

        Assert.AreEqual(-0.8146973608620017, model.Bias, Tolerance);
        Assert.AreEqual(-0.2914812669799934, model.Weights[0], Tolerance);
        Assert.AreEqual(0.4927976133291672, model.Weights[1], Tolerance);
        Assert.AreEqual(-3.398881098241757, model.Weights[2], Tolerance);
    }

    /// <summary>Bias and weights of scikit-learn's LogisticRegression(penalty="l1", C=0.2, solver="saga").</summary>
    [TestMethod]
    public void Fit_L1_FindsScikitLearnsOptimum()
    {
        LinearBinaryModelParameters model = _ml.BinaryClassification.Trainers
            .LbfgsLogisticRegression("IsOne", l1Regularization: 5, l2Regularization: 0).Fit(WaveData.Load(_ml)).Model.SubModel;

        Assert.AreEqual(-0.63984651, model.Bias, Tolerance);
        Assert.AreEqual(0f, model.Weights[0]);
        Assert.AreEqual(0f, model.Weights[1]);
        Assert.AreEqual(-3.06520337, model.Weights[2], 2 * Tolerance);
    }

    [TestMethod]
    public void Transform_Rows_GivesSigmoidOfScore()
    {
        IDataView data = WaveData.Load(_ml);
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> model =
            _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsOne").Fit(data);

        foreach (Prediction row in _ml.Data.CreateEnumerable<Prediction>(model.Transform(data), reuseRowObject: false))
        {
            double score = model.Model.SubModel.Bias + row.Features.Zip(model.Model.SubModel.Weights, (x, w) => (double)x * w).Sum();
            Assert.AreEqual(score, row.Score, 1e-5);
            Assert.AreEqual(1 / (1 + Math.Exp(-score)), row.Probability, 1e-5);
            Assert.AreEqual(row.Score > 0, row.PredictedLabel);
        }
    }

    [TestMethod]
    public void Transform_Schema_HasMlNetsColumnsAndAnnotations()
    {
        IDataView data = WaveData.Load(_ml);

        DataViewSchema schema = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsOne").Fit(data).Transform(data).Schema;

        Assert.AreEqual(BooleanDataViewType.Instance, schema["PredictedLabel"].Type);
        Assert.AreEqual(NumberDataViewType.Single, schema["Score"].Type);
        Assert.AreEqual(NumberDataViewType.Single, schema["Probability"].Type);
        ReadOnlyMemory<char> kind = default;
        schema["Score"].Annotations.GetValue("ScoreColumnKind", ref kind);
        Assert.AreEqual("BinaryClassification", kind.ToString());
        Assert.IsTrue(schema["Probability"].IsNormalized());
    }

    [TestMethod]
    public void Fit_KeyLabel_ThrowsNamingIt()
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Label").Fit(WaveData.Load(_ml)));

        StringAssert.Contains(exception.Message, "Schema mismatch for label column 'Label': expected Boolean, got Key<UInt32>");
    }

    private sealed class Prediction
    {
        public float[] Features { get; set; } = [];

        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }
}
