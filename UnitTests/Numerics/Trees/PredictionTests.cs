using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Prediction;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class PredictionTests
{
    [TestMethod]
    [DataRow(1, 2, 20, false)]
    [DataRow(2, 20, 20, false)]
    [DataRow(3, 32, 31, true)]
    [DataRow(16, 32, 20, false)]
    [DataRow(17, 20, 20, true)]
    [DataRow(4, 64, 20, false)]
    public void Predict_EveryForm_EqualsWalkingEachTree(int columns, int leaves, int rounds, bool missing)
    {
        var features = TreeData.Features(400, columns, columns, missing ? 0.1 : 0);
        var classes = TreeData.Classes(TreeData.Targets(features, columns, 1), 3);
        BoostingOptions options = new() { NumberOfLeaves = leaves, NumberOfTrees = rounds, MinimumExampleCountPerLeaf = 1 };
        var ensemble = GradientBooster.Train(TreeData.Rows(features, columns, classes), new SoftmaxLoss(3), options).Ensemble;
        var fresh = TreeData.Features(83, columns, 99, missing: 0.05);
        var expected = Naive(ensemble, fresh);
        foreach (var threads in (int[])[1, 2])
            TreeData.AreSameBits(expected, ensemble.PredictBatch(fresh, threads));
        var scores = new float[3];
        for (var row = 0; row < 83; row++)
        {
            ensemble.Predict(fresh.AsSpan(row * columns, columns), scores);
            TreeData.AreSameBits(expected.AsSpan(row * 3, 3), scores);
        }
    }

    [TestMethod]
    [DataRow(1, 2, 20, 1)]
    [DataRow(2, 20, 20, 3)]
    [DataRow(8, 32, 7, 33)]
    [DataRow(9, 32, 200, 3)]
    [DataRow(16, 31, 20, 9)]
    public void RankMasks_ValuesOnAndBesideThresholds_EqualWalkingEachTree(int columns, int leaves, int rounds, int outputs)
    {
        var features = TreeData.Features(400, columns, columns, missing: 0.1);
        var targets = TreeData.Targets(features, columns, 1);
        BoostingOptions options = new() { NumberOfLeaves = leaves, NumberOfTrees = rounds, MinimumExampleCountPerLeaf = 1 };
        var ensemble = outputs == 1
            ? GradientBooster.Train(TreeData.Rows(features, columns, targets), new SquaredLoss(), options).Ensemble
            : GradientBooster.Train(
                TreeData.Rows(features, columns, TreeData.Classes(targets, outputs)), new SoftmaxLoss(outputs), options).Ensemble;
        var fresh = TreeData.Features(120, columns, 99, missing: 0.05);
        var scores = new double[outputs];
        fresh[0] = float.PositiveInfinity;
        fresh[columns] = float.NegativeInfinity;
        TreeSplit[] splits = [.. ensemble.Trees.SelectMany(t => t.Splits)];
        for (var row = 2; row < 100; row++)
        {
            var split = splits[row * 37 % splits.Length];
            fresh[row * columns + split.Feature] = row % 3 == 0
                ? float.BitIncrement(split.Threshold)
                : row % 3 == 1
                ? float.BitDecrement(split.Threshold)
                : split.Threshold;
        }
        var expected = Naive(ensemble, fresh);
        var masks = RankMaskTrees.TryCreate(ensemble.InitialScores, ensemble.Trees)!;
        for (var row = 0; row < 120; row++)
        {
            masks.Sum(fresh.AsSpan(row * columns, columns), scores);
            TreeData.AreSameBits(expected.AsSpan(row * outputs, outputs), [.. scores.Select(score => (float)score)]);
        }
    }

    [TestMethod]
    public void RankMasks_TreesWithoutSplits_GiveTheirLeaves()
    {
        Tree leaf = new([], [new TreeLeaf(2.5f, 1, 1)]);
        TreeEnsemble ensemble = new(3, [1], [leaf, leaf, leaf]);
        var scores = new double[1];
        RankMaskTrees.TryCreate(ensemble.InitialScores, ensemble.Trees)!.Sum([1, float.NaN, 3], scores);
        Assert.AreEqual(8.5, scores[0]);
    }

    [TestMethod]
    public void Predict_Categories_EqualsWalkingEachTree()
    {
        var features = TreeData.Features(600, 6, 4, missing: 0.05);
        var targets = TreeData.Targets(features, 6, 1);
        var binning = new BinningOptions { CategoricalColumns = [1, 2, 4], MaximumBinCount = 40 };
        var ensemble = GradientBooster.Train(
            TreeData.Rows(features, 6, targets, binning), new SquaredLoss(), new() { CategoricalSmoothing = 1 }).Ensemble;
        Assert.IsTrue(ensemble.Trees.Any(t => t.Splits.Any(s => s.IsCategorical)));
        var fresh = TreeData.Features(83, 6, 99, missing: 0.05);
        TreeData.AreSameBits(Naive(ensemble, fresh), ensemble.PredictBatch(fresh));
    }

    [TestMethod]
    public void Predict_TrainingRows_EqualTheScoresTrainingEndedWith()
    {
        // The last round's gradients follow from the scores: one more round from the ensemble's own predictions must be the same round.
        var features = TreeData.Features(500, 5, 4, missing: 0.1);
        var targets = TreeData.Targets(features, 5, 1);
        var rows = TreeData.Rows(features, 5, targets);
        var ten = GradientBooster.Train(rows, new SquaredLoss(), new() { NumberOfTrees = 10 }).Ensemble;
        var four = ten.Take(4);
        var continued = GradientBooster.Train(
            rows, new SquaredLoss(), new() { NumberOfTrees = 6 }, warmStart: WarmStart.From(four, features)).Ensemble;
        TreeData.AreSameBits(ten.PredictBatch(features), continued.PredictBatch(features));
    }

    [TestMethod]
    public void Predict_WrongWidths_SayWhatIsExpected()
    {
        var ensemble = GradientBooster.Train(TreeData.Rows([1, 2, 3, 4], 2, [0, 1]), new SquaredLoss()).Ensemble;
        var error = Assert.ThrowsExactly<ArgumentException>(() => ensemble.Predict(new float[3], new float[1]));
        StringAssert.StartsWith(error.Message, "The row has 3 features; this ensemble was trained on 2.");
        error = Assert.ThrowsExactly<ArgumentException>(() => ensemble.Predict(new float[2], new float[2]));
        StringAssert.StartsWith(error.Message, "There is room for 2 scores; this ensemble gives 1.");
        error = Assert.ThrowsExactly<ArgumentException>(() => ensemble.PredictBatch(new float[5]));
        StringAssert.StartsWith(error.Message, "5 values are not a whole number of rows of 2 features.");
    }

    [TestMethod]
    public void Sum_OneRow_IsWhatPredictRounds()
    {
        var features = TreeData.Features(300, 3, 4);
        var ensemble = GradientBooster.Train(
            TreeData.Rows(features, 3, TreeData.Classes(TreeData.Targets(features, 3, 1), 3)), new SoftmaxLoss(3)).Ensemble;
        var all = ensemble.SumBatch(features);
        var sums = new double[3];
        TreeData.AreSameBits(ensemble.PredictBatch(features), [.. all.Select(sum => (float)sum)]);
        for (var row = 0; row < 300; row++)
        {
            ensemble.Sum(features.AsSpan(row * 3, 3), sums);
            CollectionAssert.AreEqual(all[(row * 3)..(row * 3 + 3)], sums);
        }
    }

    [TestMethod]
    public void Ensemble_PartsThatDoNotFit_AreRefused()
    {
        TreeSplit split = new()
        {
            Feature = 2,
            Threshold = 0,
            MissingLeft = false,
            Gain = 1,
            IsCategorical = false,
            Categories = [],
            Left = ~0,
            Right = ~1,
        };
        Tree tree = new([split], [default, default]);
        StringAssert.StartsWith(Refused(() => new TreeEnsemble(2, [0], [tree])), "A tree splits feature 2; there are features 0 to 1.");
        StringAssert.StartsWith(
            Refused(() => new TreeEnsemble(3, [0, 0], [tree])), "1 trees are not a whole number of rounds of 2 outputs.");
        StringAssert.StartsWith(Refused(() => new TreeEnsemble(3, [], [tree])), "An ensemble needs one initial score for each output.");

        static string Refused(Func<TreeEnsemble> create) => Assert.ThrowsExactly<ArgumentException>(create).Message;
    }

    [TestMethod]
    public void Importance_OnlyInformativeFeature_HasAllOfIt()
    {
        var features = TreeData.Features(300, 3, 4);
        float[] targets = [.. Enumerable.Range(0, 300).Select(row => features[row * 3] > 1 ? 1f : 0f)];
        var ensemble = GradientBooster.Train(
            TreeData.Rows(features, 3, targets), new SquaredLoss(), new() { NumberOfTrees = 3, NumberOfLeaves = 2 }).Ensemble;
        CollectionAssert.AreEqual(new[] { 3, 0, 0 }, ensemble.FeatureSplitCounts());
        var gains = ensemble.FeatureGains();
        Assert.IsGreaterThan(0, gains[0]);
        Assert.AreEqual(0, gains[1] + gains[2]);
    }

    private static float[] Naive(TreeEnsemble ensemble, float[] features)
    {
        var rows = features.Length / ensemble.FeatureCount;
        var scores = new List<float>();
        for (var row = 0; row < rows; row++)
        {
            double[] sums = [.. ensemble.InitialScores];
            for (var t = 0; t < ensemble.Trees.Length; t++)
                sums[t % sums.Length] += ensemble.Trees[t].Predict(features.AsSpan(row * ensemble.FeatureCount, ensemble.FeatureCount));
            scores.AddRange(sums.Select(sum => (float)sum));
        }
        return [.. scores];
    }
}
