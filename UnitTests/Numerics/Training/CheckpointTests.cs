using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

/// <summary>A training stopped at any step and run again ends with the bits of one that was never stopped.</summary>
[TestClass]
public class CheckpointTests
{
    private static readonly NetworkDefinition Definition = new(new Shape(2), [new Dense(16), new ReLU(), new Dropout(0.2), new Dense(4)]);

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 6,
        BatchSize = 16,
        Seed = 3,
        EvaluateEveryIterations = 4,
        Schedule = new CosineSchedule(),
        Optimizer = new AdamOptions { LearningRate = 0.02 },
    };

    private string _folder = "";

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("checkpoints").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Fit_StoppedAtEveryStep_EndsWithTheSameBits()
    {
        OptimizerOptions[] optimizers =
        [
            new AdamOptions { LearningRate = 0.02 },
            new SgdOptions { LearningRate = 0.1, Momentum = 0.9 },
            new SgdOptions { LearningRate = 0.1 },
        ];
        foreach (var optimizer in optimizers)
        {
            var options = Options with { Optimizer = optimizer, EarlyStopping = new EarlyStopping { Monitor = "test", Patience = 2 } };
            var (weights, history) = Train(options, stopAt: []);
            for (var stop = 1; stop <= 31; stop += 3)
            {
                var path = Path.Combine(_folder, $"{Array.IndexOf(optimizers, optimizer)}-{stop}");
                var (resumed, resumedHistory) = Train(
                    options with { Checkpoint = new CheckpointOptions { Path = path, EveryIterations = 1 + stop % 4 } },
                    stopAt: [stop, stop + 2]);
                Assert.AreEqual(string.Join("\n", history), string.Join("\n", resumedHistory), $"{optimizer}, stopped at {stop}");
                CollectionAssert.AreEqual(weights, resumed, $"{optimizer}, stopped at {stop}");
            }
        }
    }

    [TestMethod]
    public void Fit_Finished_RunAgainChangesNothing()
    {
        var options = Options with { Checkpoint = new CheckpointOptions { Path = Path.Combine(_folder, "run") } };
        var (weights, history) = Train(options, stopAt: []);
        var (again, againHistory) = Train(options, stopAt: []);
        CollectionAssert.AreEqual(weights, again);
        CollectionAssert.AreEqual(history, againHistory);
    }

    [TestMethod]
    public void Fit_NewestFileDamaged_GoesOnFromTheOneBefore()
    {
        var path = Path.Combine(_folder, "run");
        var (weights, _) = Train(Options, stopAt: []);
        var options = Options with { Checkpoint = new CheckpointOptions { Path = path, EveryIterations = 2 } };
        Assert.ThrowsExactly<StopException>(() => TrainOnce(options, stopAt: 20));
        var bytes = File.ReadAllBytes(path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(path, bytes);

        var warnings = new List<string>();
        var warned = options with { Checkpoint = options.Checkpoint! with { Warn = warnings.Add } };
        CollectionAssert.AreEqual(weights, Train(warned, stopAt: []).Weights);
        Assert.AreEqual(
            $"The checkpoint '{path}' cannot be used: its checksum is not that of its content. The training goes on from the one before "
                + $"it, '{path}.previous'.",
            warnings.Single());
    }

    [TestMethod]
    public void Fit_BothFilesDamaged_NamesBothAndKeepsThem()
    {
        var path = Path.Combine(_folder, "run");
        var options = Options with { Checkpoint = new CheckpointOptions { Path = path, EveryIterations = 2 } };
        Assert.ThrowsExactly<StopException>(() => TrainOnce(options, stopAt: 20));
        foreach (var file in new[] { path, $"{path}.previous" })
            File.WriteAllText(file, "damaged");

        var message = Assert.ThrowsExactly<InvalidDataException>(() => TrainOnce(options, 0)).Message;

        StringAssert.StartsWith(message, $"The checkpoint '{path}' is damaged: ");
        StringAssert.Contains(message, $" The one before it, '{path}.previous', is damaged too: ");
        StringAssert.EndsWith(message, " Delete both to start over.");
        Assert.AreEqual("damaged", File.ReadAllText($"{path}.previous"));
    }

    [TestMethod]
    public void Fit_FolderThatIsNotThere_SaysSoBeforeTheFirstStep()
    {
        var path = Path.Combine(_folder, "none", "run");
        var options = Options with { Checkpoint = new CheckpointOptions { Path = path } };

        Assert.AreEqual(
            $"The file '{path}' could not be written: there is no folder '{Path.Combine(_folder, "none")}'; make it first.",
            Assert.ThrowsExactly<IOException>(() => TrainOnce(options, stopAt: 1)).Message);
    }

    [TestMethod]
    public void Fit_NewestFileDamaged_IsReplacedAndTheOneBeforeKept()
    {
        var path = Path.Combine(_folder, "run");
        var options = Options with { Checkpoint = new CheckpointOptions { Path = path, EveryIterations = 2 } };
        Assert.ThrowsExactly<StopException>(() => TrainOnce(options, stopAt: 20));
        var sound = File.ReadAllBytes(path + ".previous");
        File.WriteAllText(path, "damaged");

        Assert.ThrowsExactly<StopException>(() => TrainOnce(options, stopAt: 19));

        CollectionAssert.AreEqual(sound, File.ReadAllBytes(path + ".previous"));
        Assert.IsGreaterThan(1000, new FileInfo(path).Length, "the checkpoint at step 18");
    }

    [TestMethod]
    public void Fit_KilledBetweenTheTwoRenames_GoesOnFromTheOneBefore()
    {
        var path = Path.Combine(_folder, "run");
        var (weights, _) = Train(Options, stopAt: []);
        var options = Options with { Checkpoint = new CheckpointOptions { Path = path, EveryIterations = 2 } };
        Assert.ThrowsExactly<StopException>(() => TrainOnce(options, stopAt: 20));
        File.Move(path, path + ".previous", overwrite: true);

        CollectionAssert.AreEqual(weights, Train(options, stopAt: []).Weights);
    }

    [TestMethod]
    public void Fit_AllFilesDamaged_SaysSo()
    {
        var path = Path.Combine(_folder, "run");
        var options = Options with { Checkpoint = new CheckpointOptions { Path = path } };
        Assert.ThrowsExactly<StopException>(() => TrainOnce(options, stopAt: 9));
        var bytes = File.ReadAllBytes(path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.AreEqual(
            $"The checkpoint '{path}' is damaged: its checksum is not that of its content. Delete it to start over.",
            Assert.ThrowsExactly<InvalidDataException>(() => TrainOnce(options, 0)).Message);
    }

    [TestMethod]
    public void Fit_FileOfAnotherTraining_SaysWhatDiffers()
    {
        var path = Path.Combine(_folder, "run");
        var options = Options with { Checkpoint = new CheckpointOptions { Path = path } };
        Assert.ThrowsExactly<StopException>(() => TrainOnce(options, stopAt: 9));
        Assert.AreEqual(
            $"The checkpoint '{path}' belongs to another training: it has batch size 16, this one batch size 8. Delete it or name another "
            + "file.",
            Assert.ThrowsExactly<ArgumentException>(() => TrainOnce(options with { BatchSize = 8 }, 0)).Message);
    }

    [TestMethod]
    public void Validate_BadSettings_SaysWhichAndWhatItMustBe() => StringAssert.StartsWith(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            (Options with { Checkpoint = new CheckpointOptions { Path = "x", EveryEpochs = -1 } }).Validate).Message,
        "EveryEpochs of the checkpoints must be at least 0; found -1.");

    private static (float[] Weights, string[] History) Train(TrainingOptions options, int[] stopAt)
    {
        foreach (var stop in stopAt)
        {
            try
            {
                TrainOnce(options, stop);
            }
            catch (StopException)
            {
            }
        }
        return TrainOnce(options, 0);
    }

    /// <summary>From new initial weights each time, as a new process would.</summary>
    private static (float[] Weights, string[] History) TrainOnce(TrainingOptions options, int stopAt)
    {
        var network = Network<float>.Create(Definition, 1);
        var result = Trainer.Fit(
            network, TrainerTests.Quadrants(90, 1), [new("test", TrainerTests.Quadrants(50, 2))], options, new Stopper(stopAt));
        return (network.ParameterValues.ToArray(), [.. result.History.Entries.Select(e => $"{e with { Seconds = 0, Monitors = [] }} "
            + $"{string.Join(", ", e.Monitors)}"), $"{result.BestEpoch} {result.StoppedEarly}"]);
    }

    private sealed class Stopper(int at) : ITrainingObserver<float>
    {
        public void OnIteration(in TrainingIteration<float> iteration)
        {
            if (iteration.Iteration == at)
                throw new StopException();
        }
    }

    private sealed class StopException : Exception;
}
