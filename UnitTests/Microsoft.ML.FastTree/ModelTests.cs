using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

/// <summary>What can be done with trained trees.</summary>
[TestClass]
public sealed class ModelTests
{
    private readonly MLContext _ml = new(1);
    private readonly List<TreeRow> _rows = TreeRow.Waves(300);

    [TestMethod]
    public void TrainedTreeEnsemble_WalkedByHand_GivesTheScores()
    {
        var model = _ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 10).Fit(TreeRow.Load(_ml, _rows));
        RegressionTreeEnsemble ensemble = model.Model.SubModel.TrainedTreeEnsemble;

        float[] scores = model.Scores(_ml, _rows);

        Assert.HasCount(10, ensemble.Trees);
        for (int i = 0; i < _rows.Count; i++)
        {
            double expected = ensemble.Bias;
            for (int t = 0; t < ensemble.Trees.Count; t++)
                expected += ensemble.TreeWeights[t] * Walk(ensemble.Trees[t], _rows[i].Features);
            Assert.AreEqual(expected, scores[i], 1e-4);
        }
    }

    [TestMethod]
    public void GetFeatureWeights_Waves_FirstFeatureMost()
    {
        var model = _ml.Regression.Trainers.FastTree("Target").Fit(TreeRow.Load(_ml, _rows));
        VBuffer<float> weights = default;

        model.Model.GetFeatureWeights(ref weights);

        float[] dense = [.. weights.DenseValues()];
        Assert.HasCount(4, dense);
        Assert.AreEqual(1f, dense[0]);
        Assert.IsGreaterThan(dense[2], dense[1]);
        Assert.AreEqual(0f, dense[3]);
    }

    [TestMethod]
    public void GetFeatureWeights_ByHand_RootsOfGainSums()
    {
        var model = _ml.Regression.Trainers.FastTree("Target", numberOfTrees: 5).Fit(TreeRow.Load(_ml, _rows)).Model;
        double[] gains = new double[4];
        foreach (RegressionTree tree in model.TrainedTreeEnsemble.Trees)
        {
            for (int node = 0; node < tree.NumberOfNodes; node++)
                gains[tree.NumericalSplitFeatureIndexes[node]] += tree.SplitGains[node];
        }

        VBuffer<float> weights = default;
        model.GetFeatureWeights(ref weights);

        for (int feature = 0; feature < 4; feature++)
            Assert.AreEqual(Math.Sqrt(gains[feature] / gains.Max()), weights.GetItemOrDefault(feature), 1e-4);
    }

    [TestMethod]
    public void PermutationFeatureImportance_Waves_FirstFeatureMost()
    {
        IDataView data = TreeRow.Load(_ml, _rows);
        var regression = _ml.Regression.Trainers.FastTree("Target").Fit(data);
        var binary = _ml.BinaryClassification.Trainers.FastTree().Fit(data);

        var importance = _ml.Regression.PermutationFeatureImportance(regression, data, "Target", permutationCount: 2);
        var binaryImportance = _ml.BinaryClassification.PermutationFeatureImportance(binary, data, permutationCount: 2);

        Assert.AreEqual(importance.Min(i => i.RSquared.Mean), importance[0].RSquared.Mean);
        Assert.AreEqual(0, importance[3].RSquared.Mean);
        Assert.AreEqual(binaryImportance.Min(i => i.AreaUnderRocCurve.Mean), binaryImportance[0].AreaUnderRocCurve.Mean);
    }

    [TestMethod]
    public void SaveAndLoad_EachTrainer_SamePredictions()
    {
        List<TreeRow> positive = [.. TreeRow.Waves(300)];
        foreach (TreeRow row in positive)
            row.Target = Math.Max(0, row.Target);
        IDataView data = TreeRow.LoadKeys(_ml, positive);
        IEstimator<ITransformer>[] trainers =
        [
            _ml.BinaryClassification.Trainers.FastTree(), _ml.BinaryClassification.Trainers.FastForest(),
            _ml.Regression.Trainers.FastTree("Target"), _ml.Regression.Trainers.FastForest("Target"), _ml.Regression.Trainers.FastTreeTweedie("Target"),
        ];
        foreach (IEstimator<ITransformer> trainer in trainers)
        {
            ITransformer model = trainer.Fit(data), loaded = SaveAndLoad(model, data.Schema);
            Assert.AreEqual(model.GetType(), loaded.GetType());
            CollectionAssert.AreEqual(model.Scores(_ml, _rows), loaded.Scores(_ml, _rows));
        }
    }

    [TestMethod]
    public void SaveAndLoad_Trees_AreTheSame()
    {
        IDataView data = TreeRow.Load(_ml, _rows);
        var model = _ml.Regression.Trainers.FastForest("Target").Fit(data);
        var loaded = (RegressionPredictionTransformer<FastForestRegressionModelParameters>)SaveAndLoad(model, data.Schema);

        QuantileRegressionTree expected = model.Model.TrainedTreeEnsemble.Trees[3], actual = loaded.Model.TrainedTreeEnsemble.Trees[3];

        CollectionAssert.AreEqual(expected.LeafValues.ToArray(), actual.LeafValues.ToArray());
        CollectionAssert.AreEqual(expected.SplitGains.ToArray(), actual.SplitGains.ToArray());
        CollectionAssert.AreEqual(expected.NumericalSplitThresholds.ToArray(), actual.NumericalSplitThresholds.ToArray());
    }

    [TestMethod]
    public void OneVersusAll_EachClass_IsTheBinaryClassifier()
    {
        IDataView data = TreeRow.LoadKeys(_ml, _rows);
        List<TreeRow> isHigh = TreeRow.Waves(300);
        foreach (TreeRow row in isHigh)
            row.Label = row.Class == "high";
        var model = _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.FastTree("Class"), "Class", useProbabilities: false).Fit(data);

        IDataView scored = model.Transform(data);

        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["Score"].GetSlotNames(ref names);
        int high = names.DenseValues().Select(name => name.ToString()).ToList().IndexOf("high");
        float[] expected = _ml.BinaryClassification.Trainers.FastTree().Fit(TreeRow.Load(_ml, isHigh)).Scores(_ml, _rows);
        float[] actual = [.. scored.GetColumn<float[]>("Score").Select(scores => scores[high])];
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-4f);
    }

    [TestMethod]
    public void OneVersusAll_SaveAndLoad_ProbabilitiesSumToOne()
    {
        IDataView data = TreeRow.LoadKeys(_ml, _rows);
        var model = _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.FastTree("Class"), "Class").Fit(data);

        float[][] expected = [.. model.Transform(data).GetColumn<float[]>("Score")];
        float[][] actual = [.. SaveAndLoad(model, data.Schema).Transform(data).GetColumn<float[]>("Score")];

        for (int i = 0; i < expected.Length; i++)
        {
            CollectionAssert.AreEqual(expected[i], actual[i]);
            Assert.AreEqual(1f, expected[i].Sum(), 1e-5f);
        }

        Assert.IsGreaterThan(0.95, _ml.MulticlassClassification.Evaluate(model.Transform(data), "Class").MicroAccuracy);
    }

    [TestMethod]
    public void OneVersusAll_Forest_Learns()
    {
        IDataView data = TreeRow.LoadKeys(_ml, _rows);

        var model = _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.FastForest("Class"), "Class").Fit(data);

        Assert.IsGreaterThan(0.9, _ml.MulticlassClassification.Evaluate(model.Transform(data), "Class").MicroAccuracy);
    }

    [TestMethod]
    public void OneVersusAll_MissingLabelAsNegative_Learns()
    {
        List<TreeRow> rows = [.. TreeRow.Waves(300)];
        IDataView data = _ml.Data.LoadFromEnumerable(rows.Select((row, i) => new KeyedRow { Features = row.Features, Class = i % 10 == 0 ? 0u : row.Target > 0 ? 1u : 2u }));

        var model = _ml.MulticlassClassification.Trainers
            .OneVersusAll(_ml.BinaryClassification.Trainers.FastTree("Class"), "Class", imputeMissingLabelsAsNegative: true).Fit(data);

        Assert.IsGreaterThan(0.9, _ml.MulticlassClassification.Evaluate(model.Transform(_ml.Data.FilterByCustomPredicate(data, (KeyedRow row) => row.Class == 0)), "Class").MicroAccuracy);
    }

    [TestMethod]
    public void PredictionEngine_OneRow_IsTheBatchsScore()
    {
        var model = _ml.Regression.Trainers.FastTree("Target").Fit(TreeRow.Load(_ml, _rows));
        var schema = SchemaDefinition.Create(typeof(TreeRow));
        schema[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 4);
        using var engine = _ml.Model.CreatePredictionEngine<TreeRow, Scored>(model, inputSchemaDefinition: schema);

        float[] expected = model.Scores(_ml, _rows);

        for (int i = 0; i < 20; i++)
            Assert.AreEqual(expected[i], engine.Predict(_rows[i]).Score);
    }

    [TestMethod]
    public void Model_Types_AreMLNets()
    {
        IDataView data = TreeRow.Load(_ml, _rows);

        Assert.IsInstanceOfType<BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>>>(
            _ml.BinaryClassification.Trainers.FastTree().Fit(data));
        Assert.IsInstanceOfType<TreeEnsembleModelParameters>(_ml.Regression.Trainers.FastTree("Target").Fit(data).Model);
        Assert.IsInstanceOfType<ModelParametersBase<float>>(_ml.BinaryClassification.Trainers.FastForest().Fit(data).Model);
        Assert.IsFalse(_ml.BinaryClassification.Trainers.FastTree().Info.NeedNormalization);
        Assert.IsFalse(_ml.BinaryClassification.Trainers.FastTree().Info.WantCaching);
    }

    private ITransformer SaveAndLoad(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(model, schema, stream);
        stream.Position = 0;
        return _ml.Model.Load(stream, out _);
    }

    private static double Walk(RegressionTreeBase tree, float[] features)
    {
        int node = 0;
        while (node >= 0)
            node = features[tree.NumericalSplitFeatureIndexes[node]] <= tree.NumericalSplitThresholds[node] ? tree.LeftChild[node] : tree.RightChild[node];
        return tree.LeafValues[~node];
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }

    private sealed class KeyedRow
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];

        [KeyType(2)]
        public uint Class { get; set; }
    }
}
