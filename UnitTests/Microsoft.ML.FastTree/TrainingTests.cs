using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

/// <summary>What trainers of trees learn, and how their options change it.</summary>
[TestClass]
public sealed class TrainingTests
{
    private readonly MLContext _ml = new(1);
    private readonly List<TreeRow> _rows = TreeRow.Waves(600);
    private readonly List<TreeRow> _others = TreeRow.Waves(1000)[600..];

    [TestMethod]
    public void Binary_Waves_LearnsThem()
    {
        foreach (IEstimator<ITransformer> trainer in (IEstimator<ITransformer>[])[_ml.BinaryClassification.Trainers.FastTree(), _ml.BinaryClassification.Trainers.FastForest()])
        {
            IDataView scored = trainer.Fit(TreeRow.Load(_ml, _rows)).Transform(TreeRow.Load(_ml, _others));
            Assert.IsGreaterThan(0.9, _ml.BinaryClassification.EvaluateNonCalibrated(scored).Accuracy);
        }
    }

    [TestMethod]
    public void Regression_Waves_LearnsThem()
    {
        foreach (IEstimator<ITransformer> trainer in (IEstimator<ITransformer>[])[_ml.Regression.Trainers.FastTree("Target"), _ml.Regression.Trainers.FastForest("Target")])
        {
            IDataView scored = trainer.Fit(TreeRow.Load(_ml, _rows)).Transform(TreeRow.Load(_ml, _others));
            Assert.IsGreaterThan(0.75, _ml.Regression.Evaluate(scored, "Target").RSquared);
        }
    }

    [TestMethod]
    public void Weights_OfFewValues_AreRowsTwiceExactly()
    {
        List<TreeRow> rows = [.. Enumerable.Range(0, 60).Select(i => new TreeRow { Features = [i % 7, i % 11], Label = i % 7 * (i % 11) % 5 > 1, Weight = 1 + (i % 2) })];
        List<TreeRow> repeated = [.. rows.SelectMany(row => Enumerable.Repeat(row, (int)row.Weight))];

        float[] expected = _ml.BinaryClassification.Trainers.FastTree(minimumExampleCountPerLeaf: 1, numberOfTrees: 10).Fit(TreeRow.Load(_ml, repeated)).Scores(_ml, rows);
        float[] actual = _ml.BinaryClassification.Trainers.FastTree(exampleWeightColumnName: "Weight", minimumExampleCountPerLeaf: 1, numberOfTrees: 10)
            .Fit(TreeRow.Load(_ml, rows)).Scores(_ml, rows);

        for (int i = 0; i < rows.Count; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-3f);
    }

    [TestMethod]
    public void FeatureFirstUsePenalty_Large_KeepsToOneFeature()
    {
        var options = new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", FeatureFirstUsePenalty = 1e9 };

        var model = _ml.Regression.Trainers.FastTree(options).Fit(TreeRow.Load(_ml, _rows)).Model;

        Assert.HasCount(1, model.TrainedTreeEnsemble.Trees.SelectMany(tree => tree.NumericalSplitFeatureIndexes).Distinct().ToArray());
        Assert.HasCount(3, _ml.Regression.Trainers.FastTree("Target").Fit(TreeRow.Load(_ml, _rows)).Model
            .TrainedTreeEnsemble.Trees.SelectMany(tree => tree.NumericalSplitFeatureIndexes).Distinct().ToArray());
    }

    [TestMethod]
    public void UnbalancedSets_FewPositives_RaisesTheirScores()
    {
        List<TreeRow> rows = [.. _rows.Where((row, i) => !row.Label || i % 8 == 0)];
        IDataView data = TreeRow.Load(_ml, rows);

        double plain = _ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 20).Fit(data).Scores(_ml, _others).Average();
        double balanced = _ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfTrees = 20, UnbalancedSets = true })
            .Fit(data).Scores(_ml, _others).Average();

        Assert.IsGreaterThan(plain, balanced);
    }

    [TestMethod]
    public void Bagging_SameSeed_SameModel()
    {
        float[] Train(int seed) => _ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            BaggingSize = 5,
            NumberOfTrees = 20,
            FeatureFraction = 0.7,
            Seed = seed,
        }).Fit(TreeRow.Load(_ml, _rows)).Scores(_ml, _others);

        CollectionAssert.AreEqual(Train(1), Train(1));
        CollectionAssert.AreNotEqual(Train(1), Train(2));
    }

    [TestMethod]
    public void NumberOfThreads_Any_SameModel()
    {
        LibraryWay.RequireEmbedded("the same model for any number of threads");
        float[] Train(int threads) => _ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfThreads = threads })
            .Fit(TreeRow.Load(_ml, _rows)).Scores(_ml, _others);

        CollectionAssert.AreEqual(Train(1), Train(3));
    }

    [TestMethod]
    public void EarlyStopping_NoiseToLearn_KeepsFewerTrees()
    {
        List<TreeRow> rows = Noise(0, 300), validation = Noise(300, 300);
        var options = new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", EarlyStoppingRule = new TolerantEarlyStoppingRule(0.02f), MinimumExampleCountPerLeaf = 1 };

        var model = _ml.Regression.Trainers.FastTree(options).Fit(TreeRow.Load(_ml, rows), TreeRow.Load(_ml, validation));

        Assert.IsLessThan(30, model.Model.TrainedTreeEnsemble.Trees.Count);
        Assert.IsGreaterThan(0, model.Model.TrainedTreeEnsemble.Trees.Count);
    }

    [TestMethod]
    public void EarlyStopping_SparseValidationRows_KeepsTheTreesOfDenseOnes()
    {
        List<TreeRow> rows = Noise(0, 300), validation = Noise(300, 300);
        foreach (TreeRow row in validation)
            row.Features[1] = 0;
        var options = new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", EarlyStoppingRule = new TolerantEarlyStoppingRule(0.02f), MinimumExampleCountPerLeaf = 1 };
        IDataView sparse = _ml.Data.LoadFromEnumerable(
            validation.Select(row => new SparseRow { Features = new VBuffer<float>(2, 1, [row.Features[0]], [0]), Target = row.Target }), SparseRow.Schema(2));

        var expected = _ml.Regression.Trainers.FastTree(options).Fit(TreeRow.Load(_ml, rows), TreeRow.Load(_ml, validation));
        var actual = _ml.Regression.Trainers.FastTree(options).Fit(TreeRow.Load(_ml, rows), sparse);

        Assert.HasCount(expected.Model.TrainedTreeEnsemble.Trees.Count, actual.Model.TrainedTreeEnsemble.Trees);
        CollectionAssert.AreEqual(expected.Scores(_ml, rows), actual.Scores(_ml, rows));
    }

    [TestMethod]
    public void Pruning_NoiseToLearn_EndsWithTheBestTree()
    {
        List<TreeRow> rows = Noise(0, 300), validation = Noise(300, 300);
        FastTreeRegressionTrainer.Options Options(bool prune) => new()
        {
            LabelColumnName = "Target",
            EnablePruning = prune,
            EarlyStoppingMetric = EarlyStoppingMetric.L2Norm,
            MinimumExampleCountPerLeaf = 1,
            NumberOfTrees = 40,
        };

        var pruned = _ml.Regression.Trainers.FastTree(Options(true)).Fit(TreeRow.Load(_ml, rows), TreeRow.Load(_ml, validation));
        var whole = _ml.Regression.Trainers.FastTree(Options(false)).Fit(TreeRow.Load(_ml, rows));

        double Error(ITransformer model) => _ml.Regression.Evaluate(model.Transform(TreeRow.Load(_ml, validation)), "Target").RootMeanSquaredError;
        Assert.IsLessThan(40, pruned.Model.TrainedTreeEnsemble.Trees.Count);
        Assert.IsLessThan(Error(whole), Error(pruned));
    }

    [TestMethod]
    public void SparseFeatures_SameRows_SameModel()
    {
        List<TreeRow> rows = [.. Enumerable.Range(0, 200).Select(i => new TreeRow { Features = OneHot(i % 12), Label = i % 12 % 5 < 2 != (i % 17 == 0) })];
        var keys = rows.Select(row => new Word { Text = $"w{Array.IndexOf(row.Features, 1f):00}", Label = row.Label });
        IDataView words = _ml.Data.LoadFromEnumerable(keys);
        IDataView sparse = _ml.Transforms.Categorical.OneHotEncoding("Features", "Text").Fit(words).Transform(words);

        float[] expected = _ml.BinaryClassification.Trainers.FastTree().Fit(TreeRow.Load(_ml, rows)).Scores(_ml, rows);
        float[] actual = [.. _ml.BinaryClassification.Trainers.FastTree().Fit(sparse).Transform(sparse).GetColumn<float>("Score")];

        // The encoding's slots are in the order of appearance, which is that of the words' numbers.
        for (int i = 0; i < rows.Count; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-5f);
    }

    private static float[] OneHot(int index)
    {
        float[] row = new float[12];
        row[index] = 1;
        return row;
    }

    private static List<TreeRow> Noise(int first, int count) =>
    [
        .. Enumerable.Range(first, count).Select(i => new TreeRow
        {
            Features = [(float)Math.Sin(0.7 * i), (float)Math.Sin(5.1 * i)],
            Target = (float)(Math.Sin(0.7 * i) + (2 * Math.Sin(12.9898 * i * i))),
        }),
    ];

    private sealed class SparseRow
    {
        public VBuffer<float> Features { get; set; }

        public float Target { get; set; }

        public static SchemaDefinition Schema(int width)
        {
            var schema = SchemaDefinition.Create(typeof(SparseRow));
            schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
            return schema;
        }
    }

    private sealed class Word
    {
        public string Text { get; set; } = "";

        public bool Label { get; set; }
    }
}
