using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Serialization;

namespace MlPipelines.UnitTests.Numerics.Trees;

/// <summary>
/// A training of trees that was stopped after any round and is run again ends with the bits of one that was never stopped.
/// </summary>
[TestClass]
public sealed class BoostingCheckpointTests
{
    private const int Rows = 300, Columns = 5;

    private static readonly BoostingOptions Options = new()
    {
        NumberOfTrees = 12,
        RowFraction = 0.75,
        FeatureFractionPerSplit = 0.5,
        NumberOfLeaves = 6,
        Seed = 4,
        Threads = 2,
    };

    /// <summary>
    /// One output and several; rows that are merged and rows that are drawn; rounds to stop by; a start from other trees.
    /// </summary>
    [TestMethod]
    [DataRow("logistic", 0.75, null, false)]
    [DataRow("softmax", 0.75, 3, false)]
    [DataRow("softmax", 1.0, null, true)]
    [DataRow("squared", 1.0, 2, false)]
    public void Train_StoppedAfterAnyRound_EndsWithTheSameBits(string loss, double rowFraction, int? patience, bool isWarm)
    {
        using var folder = new TemporaryFolder();
        var options = Options with
        {
            RowFraction = rowFraction,
            EarlyStopping = patience is null ? null : new EarlyStopping { Patience = patience },
        };
        var whole = Train(loss, options, isWarm);
        for (var stop = 1; stop <= 11; stop += 2)
        {
            var checkpoint = new BoostingCheckpointOptions { Path = folder[$"{stop}"], EveryRounds = 1 + stop % 3 };
            foreach (var again in new[] { stop, stop + 1 })
                _ = Stopped(() => Train(loss, options with { Checkpoint = checkpoint }, isWarm, again));
            Assert.AreEqual(whole, Train(loss, options with { Checkpoint = checkpoint, Threads = 1 }, isWarm), $"stopped after {stop}");
        }
    }

    [TestMethod]
    public void Train_Finished_RunAgainGrowsNothing()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Checkpoint = new BoostingCheckpointOptions { Path = folder["trees"], EveryRounds = 5 } };
        var whole = Train("logistic", options);

        Assert.AreEqual(whole, Train("logistic", options, isWarm: false, stopAfter: 0), "a round would stop it");
    }

    [TestMethod]
    public void Train_NewestFileDamaged_WarnsAndGoesOnFromTheOneBefore()
    {
        using var folder = new TemporaryFolder();
        var (path, warnings) = (folder["trees"], new List<string>());
        var whole = Train("softmax", Options);
        var options = Options with
        {
            Checkpoint = new BoostingCheckpointOptions { Path = path, EveryRounds = 2, Warn = warnings.Add },
        };
        Assert.IsTrue(Stopped(() => Train("softmax", options, isWarm: false, stopAfter: 7)));
        var bytes = File.ReadAllBytes(path);
        bytes[^9] ^= 16;
        File.WriteAllBytes(path, bytes);

        Assert.AreEqual(whole, Train("softmax", options));
        Assert.AreEqual(
            $"The checkpoint '{path}' cannot be used: its checksum is not that of its content. The training goes on from the one before "
                + $"it, '{path}.previous'.",
            warnings.Single());
    }

    [TestMethod]
    public void Train_FileOfAnotherTraining_SaysWhatDiffers()
    {
        using var folder = new TemporaryFolder();
        var path = folder["trees"];
        var options = Options with { Checkpoint = new BoostingCheckpointOptions { Path = path, EveryRounds = 1 } };
        Train("logistic", options);

        Assert.AreEqual(
            $"The checkpoint '{path}' belongs to another training: it has number of leaves 6, this one number of leaves 7. Delete it or "
                + "name another file.",
            Assert.ThrowsExactly<ArgumentException>(() => Train("logistic", options with { NumberOfLeaves = 7 })).Message);
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Train("logistic", options, isWarm: true)).Message,
            "it has no trees to continue from, this one ");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Train("logistic", options, seedOfRows: 2)).Message,
            "it has training rows 300 x 5 ");
    }

    [TestMethod]
    public void Validate_NoRoundsBetweenCheckpoints_SaysWhatItMustBe() => StringAssert.StartsWith(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            (Options with { Checkpoint = new BoostingCheckpointOptions { Path = "x", EveryRounds = 0 } }).Validate).Message,
        "EveryRounds of the checkpoints must be at least 1; found 0.");

    private static bool Stopped(Action train)
    {
        try
        {
            train();
            return false;
        }
        catch (StopException)
        {
            return true;
        }
    }

    /// <summary>Everything that comes of a training, as text.</summary>
    private static string Train(string loss, BoostingOptions options, bool isWarm = false, int? stopAfter = null, int seedOfRows = 1)
    {
        BoostingLoss boosted = loss switch
        {
            "logistic" => new LogisticLoss(),
            "softmax" => new SoftmaxLoss(3),
            _ => new SquaredLoss(),
        };
        var classes = Math.Max(2, boosted.OutputCount);
        var (features, targets) = Draw(seedOfRows, classes);
        var (watched, watchedTargets) = Draw(9, classes);
        var training = new TrainingRows { Features = BinnedMatrix.Create(features, Rows, Columns), Targets = targets };
        var start = isWarm
            ? WarmStart.From(GradientBooster.Train(training, boosted, new BoostingOptions { NumberOfTrees = 2 }).Ensemble, features) : null;
        var result = GradientBooster.Train(
            training, boosted, options, new ValidationRows { Features = watched, Targets = watchedTargets }, start,
            stopAfter is { } round ? new Stopper(round) : null,
            [new ValidationRows { Name = "test", Features = features, Targets = targets }]);
        using var trees = new MemoryStream();
        TreeEnsembleWriter.Write(trees, result.Ensemble);
        return $"{Convert.ToHexString(trees.ToArray())} {result.BestRound}\n"
            + string.Join('\n', result.History.Select(r => $"{r.Round} {r.ValidationLoss:R} {string.Join(' ', r.Monitors)}"));
    }

    /// <summary>Coarse values, so that rows can be merged.</summary>
    private static (float[] Features, float[] Targets) Draw(int seed, int classes)
    {
        var random = new Random(seed);
        float[] features = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)random.Next(3))];
        return (features, [.. Enumerable.Range(0, Rows).Select(
            row => (float)((int)(features[row * Columns] + features[row * Columns + 1] + random.Next(2)) % classes))]);
    }

    private sealed class Stopper(int after) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value)
        {
            if (value.Round >= after)
                throw new StopException();
        }
    }

    private sealed class StopException : Exception;
}
