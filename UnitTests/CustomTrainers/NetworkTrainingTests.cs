using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>Checkpoints, observers, the learning-rate range test and progress of the network trainers.</summary>
[TestClass]
public sealed class NetworkTrainingTests
{
    private static readonly MlpOptions Quick = new()
    {
        HiddenLayers = [8],
        Epochs = 6,
        BatchSize = 20,
        Seed = 3,
        Optimizer = new AdamOptions { LearningRate = 0.01 },
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_StoppedAndFittedAgain_GivesTheNetworkOfOneThatWasNotStopped()
    {
        var folder = Directory.CreateTempSubdirectory("mlpipelines-").FullName;
        try
        {
            var options = Quick with { ValidationFraction = 0.2, EarlyStopping = new EarlyStopping { Patience = 3 } };
            var checkpoint = new CheckpointOptions { Path = Path.Combine(folder, "fit"), EveryIterations = 2 };
            var checkpointed = options with { Checkpoint = checkpoint };
            var data = Curves.Load(_ml, 200);

            var whole = _ml.Regression.Trainers.Mlp(options).Fit(data).Model;
            Assert.ThrowsExactly<StopException>(
                () => _ml.Regression.Trainers.Mlp(checkpointed with { Observer = new Observer(stopAt: 21) }).Fit(data));
            var resumed = _ml.Regression.Trainers.Mlp(checkpointed).Fit(data).Model;

            CollectionAssert.AreEqual(whole.Network.ParameterValues.ToArray(), resumed.Network.ParameterValues.ToArray());
            Assert.AreEqual(Losses(whole), Losses(resumed));
            Assert.AreEqual(whole.Training.BestEpoch, resumed.Training.BestEpoch);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Fit_CheckpointOfAnotherStart_IsRefused()
    {
        var folder = Directory.CreateTempSubdirectory("mlpipelines-").FullName;
        try
        {
            var path = Path.Combine(folder, "fit");
            var options = Quick with { Checkpoint = new CheckpointOptions { Path = path } };
            var data = Curves.Load(_ml, 100);
            var first = _ml.Regression.Trainers.Mlp(options).Fit(data).Model;

            var error = Assert.ThrowsExactly<ArgumentException>(
                () => _ml.Regression.Trainers.Mlp(options with { WarmStart = first }).Fit(data));

            StringAssert.StartsWith(error.Message, $"The checkpoint '{path}' belongs to another training: it has initial weights ");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Fit_Observed_ShowsEveryStepWithLossNormsAndWeights()
    {
        var observer = new Observer();

        var model = _ml.MulticlassClassification.Trainers.Mlp(Quick with { Observer = observer }).Fit(Blobs.Keyed(_ml, 100)).Model;

        Assert.HasCount(30, observer.Losses);
        Assert.AreEqual(model.History.Entries[^1].BatchLoss, observer.Losses.TakeLast(5).Average(), 1e-9);
        Assert.IsTrue(
            observer.Norms.All(norms => norms.Length == 4 && norms.All(norm => norm > 0)), "two layers, each with weights and a bias");
        Assert.AreEqual(30, observer.Weights.Distinct().Count(), "every step is seen with the weights of its own");
    }

    [TestMethod]
    public void Mlp_Engine_IsAskedForTheStepsAndShownToAnObserver()
    {
        var data = Blobs.Keyed(_ml, 100);
        var (own, asked) = (new Observer(), new Observer());

        var expected = _ml.MulticlassClassification.Trainers.Mlp(Quick with { Observer = own }).Fit(data).Model;
        var engine = new CountingEngine();
        var actual = _ml.MulticlassClassification.Trainers.Mlp(Quick with { Observer = asked, Engine = engine }).Fit(data).Model;

        Assert.AreEqual(actual.Training.Iterations, engine.Backend!.Updates);
        CollectionAssert.AreEqual(own.Losses, asked.Losses);
        CollectionAssert.AreEqual(own.Weights, asked.Weights);
        CollectionAssert.AreEqual(expected.Network.ParameterValues.ToArray(), actual.Network.ParameterValues.ToArray());
    }

    [TestMethod]
    public void FindLearningRate_Rows_SuggestsARateAndHasLossesInTheTargetsUnits()
    {
        var trainer = _ml.Regression.Trainers.Mlp(Quick with { HiddenLayers = [32], BatchSize = 100 });
        var data = Curves.Load(_ml);

        var test = trainer.FindLearningRate(data);

        Assert.AreEqual(1e-7, test.Points[0].LearningRate, 1e-20);
        Assert.AreEqual(
            Variance(data), test.Points[0].Loss, 0.5 * Variance(data),
            "an untrained network's loss is about the variance, in the target's units");
        Assert.IsInRange(1e-4, 3, test.Suggestion!.Value);
        Assert.IsLessThan(0.8 * test.Points[0].Loss, test.Points.Min(point => point.Loss), "some rate learns");
    }

    [TestMethod]
    public void FindLearningRate_SameSeed_SamePointsWhateverTheRateAndTheEpochs()
    {
        var data = Blobs.Keyed(_ml, 100);
        var a = _ml.MulticlassClassification.Trainers.Mlp(Quick).FindLearningRate(data, new LearningRateRange { Steps = 20 });
        var b = _ml.MulticlassClassification.Trainers.Mlp(
            Quick with { Epochs = 1, Optimizer = new AdamOptions() }).FindLearningRate(data, new LearningRateRange { Steps = 20 });
        CollectionAssert.AreEqual(a.Points.ToArray(), b.Points.ToArray());
    }

    [TestMethod]
    public void Fit_Regression_ProgressAndLeastImprovementAreInTheTargetsUnits()
    {
        var data = Curves.Load(_ml, 200);
        var progress = new Progress();
        var options = Quick with { ValidationFraction = 0.2, Progress = progress };

        var model = _ml.Regression.Trainers.Mlp(options).Fit(data).Model;

        Assert.AreEqual(Losses(model), string.Join(' ', progress.Entries.Select(e => $"{e.BatchLoss:R} {e.Monitors[0].Loss:R}")));
        Assert.IsGreaterThan(100, progress.Entries[0].BatchLoss, "the target's variance is in the thousands");

        // No epoch lowers the loss by the square of 1000, so the first one stays the best; of standardized losses it were the same,
        // so a fraction is tried too.
        Assert.AreEqual(1, Best(1e6));
        Assert.IsGreaterThan(1, Best(1)!.Value, "one unit is 0.0007 of the standardized loss, and every early epoch gains more");

        int? Best(double improvement) => _ml.Regression.Trainers.Mlp(
            options with { EarlyStopping = new EarlyStopping { MinimumImprovement = improvement } }).Fit(data).Model.Training.BestEpoch;
    }

    [TestMethod]
    public void Fit_WarmStartOfOtherClasses_NamesBoth()
    {
        var (data, reversed) = (Keyed("dog", "cat", "bird"), Keyed("bird", "cat", "dog"));
        var start = _ml.MulticlassClassification.Trainers.Mlp(Quick).Fit(data).Model;

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.MulticlassClassification.Trainers.Mlp(Quick with { WarmStart = start }).Fit(reversed));

        Assert.AreEqual(
            "The network to go on from has the classes dog, cat, bird; the data has bird, cat, dog. A warm start needs the same classes "
            + "in the same order.", error.Message);
    }

    [TestMethod]
    public void Fit_WarmStartOfAnotherTask_NamesBoth()
    {
        var data = Curves.Load(_ml, 50);
        var start = _ml.BinaryClassification.Trainers.Mlp(Quick with { LabelColumnName = "Above" }).Fit(data).Model;

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Regression.Trainers.Mlp(Quick with { WarmStart = start }).Fit(data));

        Assert.AreEqual(
            "The network to go on from gives the logit of true; this trainer's gives a number. A warm start needs a network of the same "
            + "task.",
            error.Message);
    }

    private static string Losses(NetworkModel model)
        => string.Join(' ', model.History.Entries.Select(e => $"{e.BatchLoss:R} {e.Monitors[0].Loss:R}"));

    private static double Variance(IDataView data)
    {
        var labels = data.GetColumn<float>("Label").Select(label => (double)label).ToArray();
        var mean = labels.Average();
        return labels.Average(label => (label - mean) * (label - mean));
    }

    /// <summary>Blobs whose label is a key with its values in that order.</summary>
    private IDataView Keyed(params string[] names)
    {
        var keys = _ml.Data.LoadFromEnumerable(names.Select(name => new Blobs.Row { Features = new float[4], Label = name }));
        return _ml.Transforms.Conversion.MapValueToKey("Label").Fit(keys).Transform(Blobs.Named(_ml, 60));
    }

    private sealed class Observer(long stopAt = 0) : ITrainingObserver<float>
    {
        public List<double> Losses { get; } = [];

        public List<double[]> Norms { get; } = [];

        public List<string> Weights { get; } = [];

        public void OnIteration(in TrainingIteration<float> iteration)
        {
            if (iteration.Iteration == stopAt)
                throw new StopException();
            var norms = new List<double>();
            foreach (var parameter in iteration.Network.Parameters)
                norms.Add(iteration.GradientNorm(parameter));
            Losses.Add(iteration.Loss);
            Norms.Add([.. norms]);
            Weights.Add(string.Join(' ', iteration.Network.ParameterValues.ToArray()));
        }
    }

    private sealed class Progress : IProgress<TrainingProgress>
    {
        public List<HistoryEntry> Entries { get; } = [];

        public void Report(TrainingProgress value) => Entries.Add(value.Entry);
    }

    /// <summary>Another library, played by this one: its weights are a copy, as they would be there.</summary>
    private sealed class CountingEngine : INetworkEngine
    {
        public CountingBackend? Backend { get; private set; }

        public ITrainingBackend<float> CreateBackend(Network<float> network, TrainingOptions options)
            => Backend = new CountingBackend(network, options);

        public RowPrediction CreatePredictor(Network<float> network) => new RowPredictor<float>(network).Predict;
    }

    private sealed class CountingBackend : ITrainingBackend<float>
    {
        private readonly Network<float> _network;
        private readonly Network<float> _copy;
        private readonly ProcessorBackend<float> _inner;

        public CountingBackend(Network<float> network, TrainingOptions options)
        {
            (_network, _copy) = (network, network.Clone());
            _inner = new ProcessorBackend<float>(_copy, options, options.BatchSize!.Value, WorkerPool.Single);
        }

        public int Updates { get; private set; }

        public string Name => "counting";

        public ReadOnlySpan<float> Gradients => _inner.Gradients;

        public IReadOnlyList<(string Name, Memory<float> Values)> OptimizerState => _inner.OptimizerState;

        public long OptimizerSteps
        {
            get => _inner.OptimizerSteps;
            set => _inner.OptimizerSteps = value;
        }

        public LossSums ComputeGradients(ReadOnlySpan<float> x, in TargetBatch<float> targets, in StepSettings step)
            => _inner.ComputeGradients(x, targets, step);

        public void Update(in StepSettings step)
        {
            Updates++;
            _inner.Update(step);
        }

        public LossSums Evaluate(SampleSet<float> samples) => _inner.Evaluate(samples);

        public void ReadWeights()
        {
            _copy.ParameterValues.CopyTo(_network.ParameterValues);
            _copy.StateValues.CopyTo(_network.StateValues);
        }

        public void ReadOptimizer()
        {
        }

        public void WriteAll()
        {
            _network.ParameterValues.CopyTo(_copy.ParameterValues);
            _network.StateValues.CopyTo(_copy.StateValues);
        }

        public void Dispose() => _inner.Dispose();
    }

    private sealed class StopException : Exception;
}
