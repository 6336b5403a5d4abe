using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Learners;
using MlPipelines.UnitTests.CustomTrainers;

namespace MlPipelines.TorchLearners.UnitTests;

[TestClass]
public sealed class TorchEngineTests
{
    private static readonly TorchEngine Engine = new();

    [TestMethod]
    public void Kind_AddedToACatalog_IsTheCounterpartOfMlp()
    {
        Assert.IsTrue(LearnerCatalog.Own.With(TorchMlpLearner.Kind).TryFind("torch-mlp", out var torch));

        Assert.AreEqual("mlp", torch.CounterpartOf);
        CollectionAssert.IsSubsetOf(torch.Definitions.ToList(), LearnerKinds.Mlp.Definitions.ToList());
        Assert.IsTrue(torch.Has("rate") && torch.Has("hidden") && torch.Has("rows") && torch.Has("gradients"));
    }

    [TestMethod]
    public void Trainer_WithEngine_PredictsAsWithout()
    {
        var ml = new MLContext(1);
        var data = Blobs.Keyed(ml);
        var options = new MlpOptions { HiddenLayers = [16], Epochs = 5, BatchSize = 32 };
        var own = ml.MulticlassClassification.Trainers.Mlp(options).Fit(data);
        var torch = ml.MulticlassClassification.Trainers.Mlp(options with { Engine = Engine }).Fit(data);

        var expected = ml.MulticlassClassification.Evaluate(own.Transform(data));
        var actual = ml.MulticlassClassification.Evaluate(torch.Transform(data));

        Assert.AreEqual(expected.LogLoss, actual.LogLoss, 1e-4); // float sums in another order
        Assert.AreEqual(expected.MicroAccuracy, actual.MicroAccuracy, 0.01);
        Assert.IsGreaterThan(0.6, actual.MicroAccuracy);
        Assert.HasCount(own.Model.History.Entries.Count, torch.Model.History.Entries);
    }

    [TestMethod]
    public void CreatePredictor_AnyRow_GivesTheNetworksScores()
    {
        var network = Network<float>.Create(Mlp.Define(5, [9, 4], 3, Activation.Tanh, dropout: 0.5), seed: 2);
        var predict = Engine.CreatePredictor(network);
        float[] row = [0.1f, -2, 3, 0.5f, 1], scores = new float[3], expected = new float[3];

        predict(row, scores);

        network.Predict(row, expected);
        for (var i = 0; i < 3; i++)
            Assert.AreEqual(expected[i], scores[i], 1e-6f);
    }

    [TestMethod]
    public void Fit_SameSeedTwice_GivesTheSameBits()
    {
        var network = Network<float>.Create(Mlp.Define(3, [8], 2), seed: 2);
        var other = network.Clone();
        var samples = Halves();

        Fit(network, samples, [], new TrainingOptions { Epochs = 3, BatchSize = 16 });
        Fit(other, samples, [], new TrainingOptions { Epochs = 3, BatchSize = 16 });

        CollectionAssert.AreEqual(network.ParameterValues.ToArray(), other.ParameterValues.ToArray());
    }

    [TestMethod]
    public void Fit_EarlyStopping_RestoresTheBestWeightsAsWithoutEngine()
    {
        var network = Network<float>.Create(Mlp.Define(3, [8], 2), seed: 2);
        var own = network.Clone();
        var samples = Halves();
        var options = new TrainingOptions
        {
            Epochs = 30,
            BatchSize = 16,
            Optimizer = new SgdOptions { LearningRate = 0.3 },
            EarlyStopping = new EarlyStopping { Monitor = "train", Patience = 2, MinimumImprovement = 0.02 }, // later epochs gain less
        };

        var expected = Trainer.Fit(own, samples, [new Monitor<float>("train", samples)], options);
        var actual = Fit(network, samples, [new Monitor<float>("train", samples)], options);

        Assert.IsTrue(actual.StoppedEarly);
        Assert.AreEqual(expected.BestEpoch, actual.BestEpoch);
        for (var i = 0; i < own.ParameterCount; i++)
            Assert.AreEqual(own.ParameterValues[i], network.ParameterValues[i], 1e-5f);
    }

    [TestMethod]
    public void Fit_Cancelled_Throws()
    {
        var network = Network<float>.Create(Mlp.Define(3, [8], 2), seed: 2);
        Assert.ThrowsExactly<OperationCanceledException>(
            () => Fit(network, Halves(), [], new TrainingOptions(), cancellation: new CancellationToken(true)));
    }

    [TestMethod]
    public void Fit_StoppedAndBegunAgain_EndsWithTheSameBits()
    {
        var folder = Directory.CreateTempSubdirectory("torch-checkpoints").FullName;
        try
        {
            foreach (
                var optimizer in new OptimizerOptions[]
                {
                    new AdamOptions(),
                    new SgdOptions { LearningRate = 0.1, Momentum = 0.9 },
                    new RmsPropOptions(),
                })
            {
                var (straight, stopped, resumed) = (Normalized(), Normalized(), Normalized());
                var options = new TrainingOptions { Epochs = 4, BatchSize = 16, Optimizer = optimizer };
                var checkpoint = new CheckpointOptions { Path = Path.Combine(folder, optimizer.GetType().Name), EveryIterations = 3 };

                Fit(straight, Halves(), [], options);
                Assert.ThrowsExactly<StopException>(
                    () => Fit(stopped, Halves(), [], options with { Checkpoint = checkpoint }, new Observer(stopAt: 12)));
                var result = Fit(resumed, Halves(), [], options with { Checkpoint = checkpoint });

                CollectionAssert.AreEqual(straight.ParameterValues.ToArray(), resumed.ParameterValues.ToArray(), $"{optimizer}");
                CollectionAssert.AreEqual(straight.StateValues.ToArray(), resumed.StateValues.ToArray(), $"{optimizer}");
                Assert.AreEqual(28, result.Iterations);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Fit_CheckpointOfThisLibrary_IsRefused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.Delete(path);
            var options = new TrainingOptions { Epochs = 1, BatchSize = 16, Checkpoint = new CheckpointOptions { Path = path } };
            Trainer.Fit(Normalized(), Halves(), [], options);

            var error = Assert.ThrowsExactly<ArgumentException>(() => Fit(Normalized(), Halves(), [], options));

            Assert.AreEqual(
                $"The checkpoint '{path}' belongs to another training: it has backend processor, this one backend libtorch. Delete it or "
                + "name another file.",
                error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Fit_Observer_SeesTheStepsThatThisLibraryShows()
    {
        var (expected, actual) = (new Observer(), new Observer());
        var options = new TrainingOptions { Epochs = 2, BatchSize = 16 };

        Trainer.Fit(Normalized(), Halves(), [], options, expected);
        Fit(Normalized(), Halves(), [], options, actual);

        Assert.HasCount(14, actual.Losses);
        for (var i = 0; i < expected.Losses.Count; i++)
        {
            Assert.AreEqual(expected.Losses[i], actual.Losses[i], 1e-5); // float sums in another order
            Assert.AreEqual(expected.Norms[i], actual.Norms[i], 1e-4);
            Assert.AreEqual(expected.FirstWeights[i], actual.FirstWeights[i], 1e-5f);
        }
    }

    [TestMethod]
    public void Fit_Augmentation_ChangesImagesAsThisLibraryDoes()
    {
        var (own, torch) = (Network<float>.Create(Mlp.Define(3, [8], 2), seed: 2), Network<float>.Create(Mlp.Define(3, [8], 2), seed: 2));
        var options = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 16,
            Augmentation = new ImageAugmentation { Image = new Shape(1, 1, 3), Flip = true },
        };

        var expected = Trainer.Fit(own, Halves(), [], options);
        var actual = Fit(torch, Halves(), [], options);

        for (var i = 0; i < expected.History.Entries.Count; i++)
            Assert.AreEqual(expected.History.Entries[i].BatchLoss, actual.History.Entries[i].BatchLoss, 1e-5);
    }

    [TestMethod]
    public void Fit_OtherLayer_NamesItAndItsPlace()
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(1, 1, 3), [new Flatten(), new Dense(2)]), seed: 2);

        var exception = Assert.ThrowsExactly<NotSupportedException>(() => Engine.CreatePredictor(network));

        StringAssert.StartsWith(exception.Message, "The torch engine has no layer Flatten (layers.0); it has Dense, ReLU, ");
    }

    [TestMethod]
    public void Fit_RateFarTooHigh_SaysThatItDiverged()
    {
        var network = Network<float>.Create(Mlp.Define(3, [8], 2), seed: 2);
        var options = new TrainingOptions { Optimizer = new SgdOptions { LearningRate = 1e30 }, BatchSize = 16 };

        Assert.ThrowsExactly<TrainingDivergedException>(() => Fit(network, Halves(), [], options));
    }

    [TestMethod]
    public void Error_OfALibraryThatDidNotLoad_SaysWhatIsNeeded()
    {
        var exception = TorchLibrary.Error(
            new TypeInitializationException("torch", new NotSupportedException("There is no libtorch.\nTrace: …")));

        StringAssert.StartsWith(exception.Message, "TorchSharp could not load libtorch on ");
        StringAssert.EndsWith(
            exception.Message,
            ": There is no libtorch. It needs the package of libtorch for this machine and a C++ runtime that is new enough (Linux: "
            + "libstdc++ of GCC 13 or newer); see docs/torch.md.");
    }

    [TestMethod]
    public void Error_OfTheLoader_HasTheLineOfTheFileThatIsThere()
    {
        var exception = TorchLibrary.Error(new DllNotFoundException(
            "Unable to load shared library 'LibTorchSharp' or one of its dependencies: \n/a/libLibTorchSharp.so: libstdc++.so.6: version "
            + "`GLIBCXX_3.4.32' not found (required by /a/libLibTorchSharp.so)\n/b/LibTorchSharp: cannot open shared object file: No such "
            + "file or directory\n"));

        StringAssert.Contains(
            exception.Message,
            ": /a/libLibTorchSharp.so: libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /a/libLibTorchSharp.so). It needs ");
    }

    private static TrainingResult Fit(
        Network<float> network, SampleSet<float> samples, IReadOnlyList<Monitor<float>> monitors, TrainingOptions options,
        ITrainingObserver<float>? observer = null, CancellationToken cancellation = default) =>
        Trainer.Fit(network, samples, monitors, options, observer, Engine.CreateBackend, null, cancellation);

    /// <summary>A network with running statistics.</summary>
    private static Network<float> Normalized() => Network<float>.Create(Mlp.Define(3, [8], 2, batchNorm: true), seed: 2);

    private static SampleSet<float> Halves()
    {
        var random = new Random(4);
        var features = Enumerable.Range(0, 3 * 100).Select(_ => random.NextSingle() * 2 - 1).ToArray();
        return SampleSet<float>.Classification(
            features, 3, Enumerable.Range(0, 100).Select(i => features[3 * i] + features[3 * i + 1] > 0 ? 1 : 0).ToArray(), 2);
    }

    private sealed class Observer(long stopAt = 0) : ITrainingObserver<float>
    {
        public List<double> Losses { get; } = [];

        public List<double> Norms { get; } = [];

        public List<float> FirstWeights { get; } = [];

        public void OnIteration(in TrainingIteration<float> iteration)
        {
            if (iteration.Iteration == stopAt)
                throw new StopException();
            Losses.Add(iteration.Loss);
            Norms.Add(iteration.GradientNorm());
            FirstWeights.Add(iteration.Network.ParameterValues[0]);
        }
    }

    private sealed class StopException : Exception;
}
