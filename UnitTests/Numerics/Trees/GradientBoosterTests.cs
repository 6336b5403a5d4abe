using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class GradientBoosterTests
{
    private static readonly BoostingOptions Small = new() { NumberOfTrees = 8, NumberOfLeaves = 8, MinimumExampleCountPerLeaf = 3 };

    public static IEnumerable<object[]> Variants =>
    [
        [Small], [Small with { Growth = GrowthPolicy.DepthWise, L2 = 0 }],
        [Small with { NumberOfLeaves = 0, MaximumDepth = 4 }], [Small with { RowFraction = 0.6, FeatureFraction = 0.7,
            FeatureFractionPerSplit = 0.5 }],
    ];

    [TestMethod]
    [DynamicData(nameof(Variants))]
    public void Train_AnyThreadCount_IsBitwiseTheSame(BoostingOptions options)
    {
        var features = TreeData.Features(9000, 20, 1, missing: 0.05);
        var targets = TreeData.Targets(features, 20, 2);
        var regression = TreeData.Rows(
            features, 20, targets);
        var classes = regression with { Targets = TreeData.Classes(targets, 3) };
        var one = GradientBooster.Train(regression, new SquaredLoss(), options with { Threads = 1 }).Ensemble.PredictBatch(features);
        var many = GradientBooster.Train(classes, new SoftmaxLoss(3), options with { Threads = 1 }).Ensemble.PredictBatch(features);
        foreach (var threads in (int[])[2, 5])
        {
            TreeData.AreSameBits(one, GradientBooster.Train(
                regression, new SquaredLoss(), options with { Threads = threads }).Ensemble.PredictBatch(features));
            TreeData.AreSameBits(many, GradientBooster.Train(
                classes, new SoftmaxLoss(3), options with { Threads = threads }).Ensemble.PredictBatch(features));
        }
    }

    /// <summary>With so many bins the threads share the search for splits too.</summary>
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Train_MoreBinsThanOneThreadSearches_IsBitwiseTheSameForAnyThreadCount(int direction)
    {
        const int Columns = 150;
        var features = TreeData.Features(900, Columns, 1, missing: 0.02);
        var rows = TreeData.Rows(features, Columns, TreeData.Targets(features, Columns, 2));
        Assert.IsGreaterThanOrEqualTo(1 << 14, rows.Features.Views[0].HistogramLength);
        var options = Small with
        {
            NumberOfTrees = 3,
            FeatureFraction = 0.9,
            MonotoneConstraints = [direction, .. new int[Columns - 1]],
        };
        var one = GradientBooster.Train(rows, new SquaredLoss(), options with { Threads = 1 }).Ensemble;
        foreach (var threads in (int[])[2, 3])
        {
            var many = GradientBooster.Train(rows, new SquaredLoss(), options with { Threads = threads }).Ensemble;
            for (var t = 0; t < 3; t++)
            {
                CollectionAssert.AreEqual(one.Trees[t].Leaves, many.Trees[t].Leaves);
                CollectionAssert.AreEqual(one.Trees[t].Splits.Select(s => (s.Feature, s.Threshold, s.Gain)).ToArray(),
                    many.Trees[t].Splits.Select(s => (s.Feature, s.Threshold, s.Gain)).ToArray());
            }
        }
    }

    [TestMethod]
    public void Train_IncreasingTransformation_ChangesNothing()
    {
        var features = TreeData.Features(800, 4, 3);
        float[] transformed = [.. features.Select(v => 0.5f * v * v * v + v)];
        var targets = TreeData.Targets(features, 4, 1);
        TreeData.AreSameBits(
            GradientBooster.Train(TreeData.Rows(features, 4, targets), new SquaredLoss(), Small).Ensemble.PredictBatch(features),
            GradientBooster.Train(TreeData.Rows(transformed, 4, targets), new SquaredLoss(), Small).Ensemble.PredictBatch(transformed));
    }

    /// <summary>Eighths lose nothing when 2²⁰ is added to them, but are the last digit that a float score has there.</summary>
    [TestMethod]
    public void Train_TargetsFarFromZero_GrowsTheSameTrees()
    {
        const float Far = 1 << 20;
        var features = TreeData.Features(400, 4, 3);
        float[] half = [.. TreeData.Targets(features, 4, 1).Select(t => MathF.Round(t * 8) / 8)];
        // Each target and its opposite: the mean, from which training starts, is 0, or 2²⁰.
        float[] twice = [.. features, .. features.Select(v => v + 0.01f)], targets = [.. half, .. half.Select(t => -t)];
        ValidationRows same = new() { Features = twice, Targets = targets };
        var near = GradientBooster.Train(TreeData.Rows(twice, 4, targets), new SquaredLoss(), Small, same);
        float[] shifted = [.. targets.Select(t => t + Far)];
        var far = GradientBooster.Train(
            TreeData.Rows(twice, 4, shifted), new SquaredLoss(), Small, same with { Targets = shifted });

        Assert.AreEqual((0f, Far), (near.Ensemble.InitialScores[0], far.Ensemble.InitialScores[0]));
        for (var t = 0; t < near.Ensemble.Trees.Length; t++)
        {
            CollectionAssert.AreEqual(near.Ensemble.Trees[t].Leaves, far.Ensemble.Trees[t].Leaves);
            CollectionAssert.AreEqual(near.Ensemble.Trees[t].Splits.Select(s => (s.Feature, s.Threshold)).ToArray(),
                far.Ensemble.Trees[t].Splits.Select(s => (s.Feature, s.Threshold)).ToArray());
        }
        // A prediction is rounded once, at the end.
        TreeData.AreClose([.. near.Ensemble.PredictBatch(twice).Select(score => score + Far)], far.Ensemble.PredictBatch(twice), 1 / 8.0);
        Assert.AreEqual(near.History[^1].ValidationLoss, far.History[^1].ValidationLoss, 0.02);
    }

    [TestMethod]
    public void Train_OtherRowOrder_ChangesNoSplit()
    {
        var features = TreeData.Features(800, 4, 3);
        var targets = TreeData.Targets(features, 4, 1);
        int[] order = [.. Enumerable.Range(0, 800)];
        new Random(5).Shuffle(order);
        float[] shuffled = [.. order.SelectMany(row => features[(row * 4)..(row * 4 + 4)])];
        float[] shuffledTargets = [.. order.Select(row => targets[row])];
        var a = GradientBooster.Train(TreeData.Rows(features, 4, targets), new SquaredLoss(), Small).Ensemble;
        var b = GradientBooster.Train(TreeData.Rows(shuffled, 4, shuffledTargets), new SquaredLoss(), Small).Ensemble;
        // Histograms are exact; only the sums for leaf values depend on the order, in their last bits.
        TreeData.AreClose(a.PredictBatch(features), b.PredictBatch(features), 1e-5);
    }

    [TestMethod]
    [DataRow(4)]
    [DataRow(20)]
    public void Train_DuplicatedRows_EqualDoubledWeights(int columns)
    {
        // Four columns of coarse values: rows are merged. Twenty: they are not.
        float[] features = [.. TreeData.Features(500, columns, 3).Select(v => MathF.Round(v / 4))];
        var classes = TreeData.Classes(TreeData.Targets(features, columns, 1), 3);
        var weights = new float[500];
        Array.Fill(weights, 2f);
        var options = Small with { MinimumExampleCountPerLeaf = 1 };
        var single = TreeData.Rows(features, columns, classes);
        var doubled = GradientBooster.Train(single with { Weights = weights }, new SoftmaxLoss(3), options).Ensemble;
        var twice = GradientBooster.Train(
            TreeData.Rows([.. features, .. features], columns, [.. classes, .. classes]), new SoftmaxLoss(3), options).Ensemble;
        TreeData.AreClose(doubled.PredictBatch(features), twice.PredictBatch(features), 1e-4);
    }

    [TestMethod]
    public void Train_MergedRows_EqualUnmergedOnes()
    {
        float[] features = [.. TreeData.Features(3000, 3, 3, missing: 0.02).Select(v => MathF.Round(v))];
        var targets = TreeData.Targets(features, 3, 1);
        var rows = TreeData.Rows(features, 3, targets);
        Assert.IsNotNull(RowMerger.Merge(rows.Features, 1));
        // A warm start from an ensemble without trees is the same training, and never merges.
        var merged = GradientBooster.Train(rows, new SquaredLoss(), Small);
        var nothing = merged.Ensemble.Take(0);
        var unmerged = GradientBooster.Train(rows, new SquaredLoss(), Small, warmStart: WarmStart.From(nothing, features));
        TreeData.AreClose(unmerged.Ensemble.PredictBatch(features), merged.Ensemble.PredictBatch(features), 1e-4);
        CollectionAssert.AreEqual(
            unmerged.Ensemble.Trees[0].Leaves.Select(
                l => l.Examples).ToArray(), merged.Ensemble.Trees[0].Leaves.Select(l => l.Examples).ToArray());
    }

    [TestMethod]
    public void Train_ClassWeights_EqualExampleWeights()
    {
        var features = TreeData.Features(300, 3, 3);
        var classes = TreeData.Classes(TreeData.Targets(features, 3, 1), 2);
        var rows = TreeData.Rows(features, 3, classes);
        var byClass = GradientBooster.Train(rows with { ClassWeights = new float[] { 1, 5 } }, new LogisticLoss(), Small).Ensemble;
        var byRow = GradientBooster.Train(
            rows with { Weights = classes.Select(c => c == 1 ? 5f : 1f).ToArray() }, new LogisticLoss(), Small).Ensemble;
        TreeData.AreSameBits(byRow.PredictBatch(features), byClass.PredictBatch(features));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(-1)]
    public void Train_MonotoneConstraint_IsKeptEverywhere(int direction)
    {
        var features = TreeData.Features(600, 3, 3, missing: 0.05);
        var targets = TreeData.Targets(features, 3, 1);
        var options = Small with { NumberOfTrees = 30, NumberOfLeaves = 16, MonotoneConstraints = [direction, 0, 0] };
        var ensemble = GradientBooster.Train(TreeData.Rows(features, 3, targets), new SquaredLoss(), options).Ensemble;
        Assert.IsGreaterThan(0, ensemble.FeatureSplitCounts()[0]);
        for (var row = 0; row < 50; row++)
        {
            var x = features[(row * 3)..(row * 3 + 3)];
            var last = float.NaN;
            for (x[0] = -11; x[0] <= 11; x[0] += 0.1f)
            {
                var score = new float[1];
                ensemble.Predict(x, score);
                if (!float.IsNaN(last))
                    Assert.IsGreaterThanOrEqualTo(0, direction * (score[0] - last) + 1e-5);
                last = score[0];
            }
        }
    }

    [TestMethod]
    public void Train_EarlyStopping_EndsWithTheBestRound()
    {
        var features = TreeData.Features(200, 3, 3);
        var fresh = TreeData.Features(200, 3, 4);
        var targets = TreeData.Targets(features, 3, 1);
        var validation = new ValidationRows { Features = fresh, Targets = TreeData.Targets(fresh, 3, 2) };
        BoostingOptions options = new()
        {
            NumberOfTrees = 500,
            LearningRate = 0.5,
            NumberOfLeaves = 30,
            MinimumExampleCountPerLeaf = 1,
            EarlyStopping = new EarlyStopping { Patience = 5 },
        };
        var result = GradientBooster.Train(TreeData.Rows(features, 3, targets), new SquaredLoss(), options, validation);
        Assert.HasCount(result.BestRound + 5, result.History);
        Assert.AreEqual(result.BestRound, result.Ensemble.RoundCount);
        Assert.AreEqual(result.History.Min(h => h.ValidationLoss), result.History[result.BestRound - 1].ValidationLoss);
        var scores = result.Ensemble.PredictBatch(fresh);
        var loss = Enumerable.Range(0, 200).Average(i => new SquaredLoss().Value([scores[i]], validation.Targets.Span[i]));
        Assert.AreEqual(loss, result.History[result.BestRound - 1].ValidationLoss, 1e-6);
    }

    [TestMethod]
    public void Train_EarlyStoppingByAccuracy_EndsWithTheMostAccurateRound()
    {
        var features = TreeData.Features(200, 3, 3);
        var fresh = TreeData.Features(200, 3, 4);
        var targets = TreeData.Classes(
            TreeData.Targets(features, 3, 1), 3);
        var freshTargets = TreeData.Classes(TreeData.Targets(fresh, 3, 2), 3);
        BoostingOptions options = new()
        {
            NumberOfTrees = 200,
            EarlyStopping = new EarlyStopping { Patience = 4, Metric = MonitoredMetric.Accuracy },
        };
        var result = GradientBooster.Train(TreeData.Rows(features, 3, targets), new SoftmaxLoss(3), options,
            new ValidationRows { Features = fresh, Targets = freshTargets });
        double[] accuracies = [.. result.History.Select(round => round.Monitors.Single().Accuracy)];
        Assert.AreEqual(Array.IndexOf(accuracies, accuracies.Max()) + 1, result.BestRound);
        var scores = result.Ensemble.PredictBatch(fresh);
        var right = Enumerable.Range(0, 200).Count(row => (int)freshTargets[row] == Enumerable.Range(0, 3).MaxBy(k => scores[row * 3 + k]));
        Assert.AreEqual(right / 200.0, accuracies.Max(), 1e-12);
        var error = Assert.ThrowsExactly<ArgumentException>(() =>
            GradientBooster.Train(TreeData.Rows(features, 3, targets), new SquaredLoss(), options,
                new ValidationRows { Features = fresh, Targets = freshTargets }));
        Assert.AreEqual(
            "Early stopping watches the accuracy, but the targets are no classes: watch the loss. (Parameter 'options')", error.Message);
    }

    [TestMethod]
    public void Train_EarlyStoppingByImprovement_SmallStepsDoNotCount()
    {
        var features = TreeData.Features(200, 3, 3);
        var targets = TreeData.Targets(features, 3, 1);
        var validation = new ValidationRows { Features = features, Targets = targets };
        var stopping = new EarlyStopping { Patience = 2, MinimumImprovement = 1 };
        BoostingOptions options = new() { NumberOfTrees = 300, LearningRate = 0.01, EarlyStopping = stopping };
        Assert.HasCount(300, GradientBooster.Train(
            TreeData.Rows(features, 3, targets), new SquaredLoss(),
            options with { EarlyStopping = stopping with { MinimumImprovement = 0 } }, validation).History);
        Assert.HasCount(3, GradientBooster.Train(TreeData.Rows(features, 3, targets), new SquaredLoss(), options, validation).History);
    }

    [TestMethod]
    public void Train_MonitorWeights_EqualRepeatedRows()
    {
        var features = TreeData.Features(300, 3, 3);
        var fresh = TreeData.Features(3, 3, 4);
        var targets = TreeData.Classes(TreeData.Targets(features, 3, 1), 2);
        float[] repeated = [.. fresh[..3], .. fresh[..3], .. fresh[6..9]];
        ValidationRows weighted = new()
        {
            Name = "weighted",
            Features = fresh,
            Targets = new float[] { 0, 1, 1 },
            Weights = new float[] { 2, 0, 1 },
        };
        ValidationRows twice = new() { Name = "twice", Features = repeated, Targets = new float[] { 0, 0, 1 } };
        var result = GradientBooster.Train(
            TreeData.Rows(features, 3, targets), new LogisticLoss(), Small, monitors: [weighted, twice]);
        foreach (var round in result.History)
        {
            CollectionAssert.AreEqual(new[] { "weighted", "twice" }, round.Monitors.Select(m => m.Name).ToArray());
            Assert.AreEqual(round.Monitors[1].Loss, round.Monitors[0].Loss, 1e-12);
            Assert.AreEqual(round.Monitors[1].Accuracy, round.Monitors[0].Accuracy, 1e-12);
            Assert.IsTrue(double.IsNaN(round.ValidationLoss));
        }
    }

    [TestMethod]
    public void Train_WarmStart_ContinuesTheDraws()
    {
        var features = TreeData.Features(400, 20, 3);
        var rows = TreeData.Rows(features, 20, TreeData.Targets(features, 20, 1));
        var options = Small with { RowFraction = 0.5, FeatureFraction = 0.5, FeatureFractionPerSplit = 0.5 };
        var whole = GradientBooster.Train(rows, new SquaredLoss(), options with { NumberOfTrees = 13 }).Ensemble.PredictBatch(features);
        var six = GradientBooster.Train(rows, new SquaredLoss(), options with { NumberOfTrees = 6 }).Ensemble;
        var rest = GradientBooster.Train(
            rows, new SquaredLoss(), options with { NumberOfTrees = 7 }, warmStart: WarmStart.From(six, features)).Ensemble;
        TreeData.AreSameBits(whole, rest.PredictBatch(features));
    }

    [TestMethod]
    public void Train_Seed_DecidesTheSamples()
    {
        var features = TreeData.Features(400, 6, 3);
        var rows = TreeData.Rows(features, 6, TreeData.Targets(features, 6, 1));
        var options = Small with { RowFraction = 0.5 };
        var a = GradientBooster.Train(rows, new SquaredLoss(), options).Ensemble.PredictBatch(features);
        TreeData.AreSameBits(a, GradientBooster.Train(rows, new SquaredLoss(), options).Ensemble.PredictBatch(features));
        var b = GradientBooster.Train(rows, new SquaredLoss(), options with { Seed = 2 }).Ensemble.PredictBatch(features);
        Assert.IsFalse(a.AsSpan().SequenceEqual(b));
        Assert.IsTrue(
            GradientBooster.Train(rows, new SquaredLoss(), options).Ensemble.Trees.All(t => t.Leaves.Sum(l => l.Examples) == 200));
    }

    [TestMethod]
    public void Train_LeafLimits_AreKept()
    {
        var features = TreeData.Features(400, 6, 3);
        var rows = TreeData.Rows(features, 6, TreeData.Targets(features, 6, 1));
        var options = Small with { NumberOfLeaves = 40, MinimumExampleCountPerLeaf = 17, MaximumDepth = 5 };
        foreach (var tree in GradientBooster.Train(rows, new SquaredLoss(), options).Ensemble.Trees)
        {
            Assert.IsLessThanOrEqualTo(32, tree.Leaves.Length);
            Assert.IsTrue(tree.Leaves.All(l => l.Examples >= 17));
            Assert.AreEqual(400, tree.Leaves.Sum(l => l.Examples));
        }
    }

    [TestMethod]
    public void Train_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var rows = TreeData.Rows([1, 2], 1, [1, 2]);
        Assert.ThrowsExactly<OperationCanceledException>(() => GradientBooster.Train(rows, new SquaredLoss(), cancellation: source.Token));
    }

    /// <summary>
    /// Rows outside a sample may have missing values where no row of a node in the sample has: they must go where predictions send them.
    /// </summary>
    [TestMethod]
    public void Train_SampledRowsWithFewMissingValues_ScoresAreThePredictions()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var features = TreeData.Features(400, 5, seed, missing: 0.02);
            var rows = TreeData.Rows(features, 5, TreeData.Targets(features, 5, 1));
            var options = Small with { RowFraction = 0.5, NumberOfLeaves = 30, NumberOfTrees = 2 };
            var whole = GradientBooster.Train(rows, new SquaredLoss(), options).Ensemble.PredictBatch(features);
            var first = GradientBooster.Train(rows, new SquaredLoss(), options with { NumberOfTrees = 1 }).Ensemble;
            var both = GradientBooster.Train(
                rows, new SquaredLoss(), options with { NumberOfTrees = 1 }, warmStart: WarmStart.From(first, features)).Ensemble;
            TreeData.AreSameBits(whole, both.PredictBatch(features));
        }
    }

    /// <summary>
    /// Missing values whose rows weigh nothing leave no trace in a histogram; they too must go where predictions send them.
    /// </summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Train_MissingValuesWithoutWeight_ScoresAreThePredictions(int minimumRows)
    {
        float[] features = [1, 2, 3, 4, 5, 6, float.NaN, float.NaN], targets = [0, 0, 0, 0, 9, 9, 5, 5];
        var rows = TreeData.Rows(features, 1, targets) with { Weights = new float[] { 1, 1, 1, 1, 1, 1, 0, 0 } };
        BoostingOptions options = new() { NumberOfTrees = 1, NumberOfLeaves = 2, MinimumExampleCountPerLeaf = minimumRows, L2 = 0 };
        var tree = GradientBooster.Train(rows, new SquaredLoss(), options).Ensemble.Trees.Single();
        Assert.AreEqual(4.5f, tree.Splits[0].Threshold);
        // A leaf counts its rows, those of no weight too, so its number says which way the training sent them.
        Assert.AreEqual(tree.Splits[0].MissingLeft ? 6 : 4, tree.Leaves[tree.LeafOf([1])].Examples);
    }

    [TestMethod]
    public void Train_AsManyLeavesAsThereCanBe_NeedsNoMemoryForThem()
    {
        var options = Small with { NumberOfLeaves = int.MaxValue, NumberOfTrees = 1, MinimumExampleCountPerLeaf = 1, L2 = 0 };
        Assert.HasCount(
            4, GradientBooster.Train(TreeData.Rows([1, 2, 3, 4], 1, [1, 2, 4, 8]), new SquaredLoss(), options).Ensemble.Trees[0].Leaves);
    }

    [TestMethod]
    public void Train_OptionsWithoutArrays_AreThoseWithEmptyOnes()
    {
        float[] features = [1, 2, 3, 4], targets = [1, 2, 4, 8];
        var rows = TreeData.Rows(features, 1, targets, new BinningOptions { CategoricalColumns = default });
        var expected = GradientBooster.Train(rows, new SquaredLoss(), Small).Ensemble.PredictBatch(features);
        TreeData.AreSameBits(expected, GradientBooster.Train(
            rows, new SquaredLoss(), Small with { MonotoneConstraints = default }).Ensemble.PredictBatch(features));
    }
}
