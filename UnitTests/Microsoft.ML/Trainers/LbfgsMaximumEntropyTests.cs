using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlPipelines.UnitTests.MicrosoftML.Trainers;

[TestClass]
public sealed class LbfgsMaximumEntropyTests
{
    /// <summary>The optimizer stops by the change of a float objective, which leaves the weights this far from the optimum.</summary>
    private const double Tolerance = 5e-3;

    private readonly MLContext _ml = new(1);

    /// <summary>Biases and weights of scikit-learn's LogisticRegression(C=1, tol=1e-12), which has the same optimum.</summary>
    [TestMethod]
    public void Fit_L2_FindsScikitLearnsOptimum()
    {
        IDataView data = WaveData.Load(_ml);

        MaximumEntropyModelParameters model = Trainer(l1: 0, l2: 1).Fit(data).Model;

        AssertClose([-0.21038898, -0.00502502, 0.215414], model.GetBiases());
        AssertClose([0.72369803, 0.10940499, 1.3179395, -0.24126612, 0.29504476, -2.55545801, -0.4824319, -0.40444975, 1.23751851], Weights(model));
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(Trainer(l1: 0, l2: 1).Fit(data).Transform(data));
        Assert.AreEqual(0.43365738, metrics.LogLoss, 1e-3);
        Assert.AreEqual(70.0 / 90, metrics.MicroAccuracy, 1e-9);
    }

    /// <summary>At an optimum with an L1 penalty the loss's derivative is −λ sign(w), or within ±λ where w is 0.</summary>
    [TestMethod]
    public void Fit_L1_MeetsOptimalityConditions()
    {
        const float l1 = 3;
        List<WaveData.Row> rows = WaveData.Rows();

        MaximumEntropyModelParameters model = Trainer(l1, l2: 0).Fit(WaveData.Load(_ml)).Model;

        double[] biases = [.. model.GetBiases().Select(bias => (double)bias)], weights = Weights(model);
        Assert.IsTrue(weights.Count(weight => weight == 0) is > 0 and < 9, "the penalty sets some weights to zero, not all");
        double[] gradient = Gradient([.. rows.Select(row => row.Features)], [.. rows.Select((_, i) => i % 3)], biases, weights);
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0)
                Assert.IsLessThan(l1 + 0.05, Math.Abs(gradient[i]));
            else
                Assert.AreEqual(-l1 * Math.Sign(weights[i]), gradient[i], 0.05);
        }
    }

    /// <summary>Shapes that leave rests in every loop of the kernels: at the optimum the gradient is 0.</summary>
    [TestMethod]
    [DataRow(67, 1, 2)]
    [DataRow(131, 17, 3)]
    [DataRow(130, 33, 5)]
    [DataRow(66, 64, 9)]
    public void Fit_AwkwardShape_HasGradientZero(int count, int features, int classes)
    {
        var random = new Random(features);
        float[][] x = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, features).Select(j => (float)(random.NextDouble() - 0.5 + (i % classes == j % classes ? 0.5 : 0))).ToArray())];
        SchemaDefinition schema = SchemaDefinition.Create(typeof(AnyRow));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        schema["Label"].ColumnType = new KeyDataViewType(typeof(uint), classes);
        IDataView data = _ml.Data.LoadFromEnumerable(x.Select((row, i) => new AnyRow { Features = row, Label = (uint)(i % classes) }).ToList(), schema);

        MaximumEntropyModelParameters model = Trainer(l1: 0, l2: 1).Fit(data).Model;

        double[] biases = [.. model.GetBiases().Select(bias => (double)bias)], weights = Weights(model);
        double[] gradient = Gradient(x, [.. Enumerable.Range(0, count).Select(i => i % classes)], biases, weights);
        for (int i = 0; i < weights.Length; i++)
            Assert.AreEqual(-weights[i], gradient[i], 0.05, $"at {i}");
    }

    [TestMethod]
    public void Fit_NonNegativity_GivesNoNegativeWeight()
    {
        var options = new LbfgsMaximumEntropyMulticlassTrainer.Options { EnforceNonNegativity = true, L1Regularization = 0.1f };

        double[] weights = Weights(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(options).Fit(WaveData.Load(_ml)).Model);

        Assert.IsTrue(weights.All(weight => weight >= 0));
        Assert.IsTrue(weights.Any(weight => weight > 0));
    }

    [TestMethod]
    public void Fit_WeightTwo_EqualsRowTwice()
    {
        List<WaveData.Row> doubled = WaveData.Rows(), twice = WaveData.Rows();
        for (int i = 0; i < doubled.Count; i += 2)
        {
            doubled[i].Weight = 2;
            twice.Add(WaveData.Rows()[i]);
        }

        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(exampleWeightColumnName: "Weight", l1Regularization: 0);
        MaximumEntropyModelParameters weighted = trainer.Fit(WaveData.Load(_ml, doubled)).Model;
        MaximumEntropyModelParameters repeated = trainer.Fit(WaveData.Load(_ml, twice)).Model;

        AssertClose(Weights(repeated), Weights(weighted));
    }

    [TestMethod]
    public void Fit_SparseFeatures_EqualsDense()
    {
        List<WaveData.Row> rows = WaveData.Rows();
        foreach (WaveData.Row row in rows)
            row.Features = [row.Features[0], 0, row.Features[2]];
        var wide = _ml.Data.LoadFromEnumerable(rows.Select((row, i) => new SparseRow
        {
            Features = i % 2 == 0
                ? new VBuffer<float>(12, 2, [row.Features[0], row.Features[2]], [3, 8])
                : new VBuffer<float>(12, [0, 0, 0, row.Features[0], 0, 0, 0, 0, row.Features[2], 0, 0, 0]),
            Label = (uint)(i % 3),
        }).ToList());

        double[] dense = Weights(Trainer(l1: 0, l2: 1).Fit(WaveData.Load(_ml, rows)).Model);
        double[] sparse = Weights(Trainer(l1: 0, l2: 1).Fit(wide).Model);

        AssertClose([dense[0], dense[2], dense[3], dense[5], dense[6], dense[8]], [sparse[3], sparse[8], sparse[15], sparse[20], sparse[27], sparse[32]]);
    }

    [TestMethod]
    public void Fit_AnyNumberOfThreads_GivesBitwiseSameWeights()
    {
        LibraryWay.RequireEmbedded("the same weights for any number of threads");
        List<WaveData.Row> rows = [.. Enumerable.Repeat(WaveData.Rows(), 60).SelectMany(part => part)];
        IDataView data = WaveData.Load(_ml, rows);

        double[] one = Weights(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(Threads(1)).Fit(data).Model);
        double[] three = Weights(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(Threads(3)).Fit(data).Model);

        CollectionAssert.AreEqual(one, three);

        static LbfgsMaximumEntropyMulticlassTrainer.Options Threads(int count) => new() { NumberOfThreads = count };
    }

    [TestMethod]
    public void Fit_FromTrainedModel_StaysAtOptimum()
    {
        IDataView data = WaveData.Load(_ml);
        LbfgsMaximumEntropyMulticlassTrainer trainer = Trainer(l1: 0, l2: 1);
        MaximumEntropyModelParameters first = trainer.Fit(data).Model;

        MaximumEntropyModelParameters second = trainer.Fit(data, first).Model;

        AssertClose(Weights(first), Weights(second));
    }

    [TestMethod]
    public void Fit_BadFeaturesLabelsWeights_SkipsRowsWithWarning()
    {
        List<WaveData.Row> rows = WaveData.Rows();
        rows.Add(new WaveData.Row { Features = [float.NaN, 0, 0], Class = "class 0", Weight = 1 });
        rows.Add(new WaveData.Row { Features = [float.PositiveInfinity, 0, 0], Class = "class 0", Weight = 1 });
        rows.Add(new WaveData.Row { Features = [9, 9, 9], Class = "never seen", Weight = 1 });
        rows.Add(new WaveData.Row { Features = [9, 9, 9], Class = "class 0", Weight = float.NaN });
        var messages = new List<string>();
        _ml.Log += (_, message) =>
        {
            if (message.Message.Contains("Skipped", StringComparison.Ordinal))
                messages.Add(message.Message);
        };

        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(exampleWeightColumnName: "Weight", l1Regularization: 0);
        MaximumEntropyModelParameters model = trainer.Fit(WaveData.Load(_ml, rows)).Model;

        AssertClose(Weights(trainer.Fit(WaveData.Load(_ml)).Model), Weights(model));
        StringAssert.Contains(messages[0], "Skipped 4 instances with missing features/label/weight during training");
    }

    [TestMethod]
    public void Fit_OnlyBadRows_Throws()
    {
        List<WaveData.Row> rows = [new WaveData.Row { Features = [float.NaN, 0, 0], Class = "class 0" }];

        Assert.ThrowsExactly<InvalidOperationException>(() => Trainer(0, 1).Fit(WaveData.Load(_ml, rows)));
    }

    [TestMethod]
    public void Fit_Statistics_GivesDeviances()
    {
        var options = new LbfgsMaximumEntropyMulticlassTrainer.Options { ShowTrainingStatistics = true, L1Regularization = 0 };
        IDataView data = WaveData.Load(_ml);

        MulticlassPredictionTransformer<MaximumEntropyModelParameters> model = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(options).Fit(data);

        Assert.AreEqual(90L, model.Model.Statistics!.TrainingExampleCount);
        Assert.AreEqual(12, model.Model.Statistics.ParametersCount);
        Assert.AreEqual(2 * 90 * Math.Log(3), model.Model.Statistics.NullDeviance, 1e-3);
        double logLoss = _ml.MulticlassClassification.Evaluate(model.Transform(data)).LogLoss;
        Assert.AreEqual(2 * 90 * logLoss, model.Model.Statistics.Deviance, 1e-2);
    }

    [TestMethod]
    [DataRow("Class", "Features", null, "Class", DisplayName = "label of text")]
    [DataRow("IsOne", "Features", null, "IsOne", DisplayName = "label a Boolean")]
    [DataRow("Q", "Features", null, "Q", DisplayName = "label missing")]
    [DataRow("Label", "Weight", null, "Weight", DisplayName = "features a scalar")]
    [DataRow("Label", "Q", null, "Q", DisplayName = "features missing")]
    [DataRow("Label", "Features", "Class", "Class", DisplayName = "weight of text")]
    public void Fit_WrongColumn_ThrowsNamingIt(string label, string features, string? weight, string culprit)
    {
        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(label, features, weight);

        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(WaveData.Load(_ml)));

        StringAssert.Contains(exception.Message, culprit);
    }

    [TestMethod]
    [DataRow(-1f, 1f, 1e-7f, 20, "L1Regularization")]
    [DataRow(1f, -1f, 1e-7f, 20, "L2Regularization")]
    [DataRow(1f, 1f, 0f, 20, "OptimizationTolerance")]
    [DataRow(1f, 1f, float.NaN, 20, "OptimizationTolerance")]
    [DataRow(1f, 1f, 1e-7f, 0, "HistorySize")]
    public void Create_WrongOption_ThrowsNamingIt(float l1, float l2, float tolerance, int history, string name)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Features", null, l1, l2, tolerance, history));

        StringAssert.Contains(exception.Message, name);
    }

    [TestMethod]
    public void Transform_OtherWidth_ThrowsWithBothTypes()
    {
        ITransformer model = Trainer(0, 1).Fit(WaveData.Load(_ml));
        IDataView wider = _ml.Transforms.Concatenate("Features", "Features", "Weight").Fit(WaveData.Load(_ml)).Transform(WaveData.Load(_ml));

        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => model.Transform(wider));

        StringAssert.Contains(exception.Message, "Incompatible features column type: 'Vector<Single, 4>' vs 'Vector<Single, 3>'");
    }

    private LbfgsMaximumEntropyMulticlassTrainer Trainer(float l1, float l2) =>
        _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: l1, l2Regularization: l2);

    private static double[] Weights(MaximumEntropyModelParameters model)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int classes);
        return [.. weights.Take(classes).SelectMany(row => row.DenseValues()).Select(weight => (double)weight)];
    }

    private static void AssertClose(IReadOnlyList<double> expected, IEnumerable<float> actual) => AssertClose(expected, [.. actual.Select(value => (double)value)]);

    private static void AssertClose(IReadOnlyList<double> expected, double[] actual)
    {
        Assert.HasCount(expected.Count, actual);
        for (int i = 0; i < actual.Length; i++)
            Assert.AreEqual(expected[i], actual[i], Tolerance, $"at {i}");
    }

    /// <summary>The derivative of the summed log loss by the weights [classes, features].</summary>
    private static double[] Gradient(float[][] x, int[] labels, double[] biases, double[] weights)
    {
        int features = x[0].Length, classes = biases.Length;
        var gradient = new double[weights.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double[] exponentials = [.. Enumerable.Range(0, classes).Select(k =>
                Math.Exp(biases[k] + Enumerable.Range(0, features).Sum(j => weights[(features * k) + j] * x[i][j])))];
            double sum = exponentials.Sum();
            for (int k = 0; k < classes; k++)
            {
                double difference = (exponentials[k] / sum) - (labels[i] == k ? 1 : 0);
                for (int j = 0; j < features; j++)
                    gradient[(features * k) + j] += difference * x[i][j];
            }
        }

        return gradient;
    }

    private sealed class AnyRow
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }

    private sealed class SparseRow
    {
        [VectorType(12)]
        public VBuffer<float> Features { get; set; }

        [KeyType(3)] // 0 to 2: LoadFromEnumerable makes keys 1 to 3 of them
        public uint Label { get; set; }
    }
}
