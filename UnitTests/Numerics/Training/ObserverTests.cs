using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public class ObserverTests
{
    [TestMethod]
    public void Fit_Observed_ShowsEveryStepWithItsRateLossAndNorms()
    {
        var network = Network<float>.Create(Mlp.Define(2, [8], 4), 1);
        var recorder = new Recorder();
        var result = Trainer.Fit(
            network, TrainerTests.Quadrants(40, 1), [],
            new TrainingOptions
            {
                Epochs = 2,
                BatchSize = 10,
                Optimizer = new SgdOptions { LearningRate = 8 / 64.0 },
                Schedule = new StepSchedule { Epochs = 1, Factor = 0.5 }
            }, recorder);

        CollectionAssert.AreEqual(new long[] { 1, 2, 3, 4, 5, 6, 7, 8 }, recorder.Steps.Select(s => s.Iteration).ToArray());
        CollectionAssert.AreEqual(
            new[] { 1 / 8.0, 1 / 8.0, 1 / 8.0, 1 / 8.0, 1 / 16.0, 1 / 16.0, 1 / 16.0, 1 / 16.0 },
            recorder.Steps.Select(s => s.Rate).ToArray());
        Assert.AreEqual(result.History.Entries[0].BatchLoss, recorder.Steps.Take(4).Average(s => s.Loss), 1e-9);
        foreach (var step in recorder.Steps)
            Assert.AreEqual(step.Norm, Math.Sqrt(step.Norms.Sum(n => n * n)), 1e-6 * step.Norm);
    }

    [TestMethod]
    public void Fit_Observed_TellsOfStartAndEndOnceAndCountsTheEndsTimeAsTheMonitors()
    {
        var network = Network<float>.Create(Mlp.Define(2, [8], 4), 1);
        var before = network.ParameterValues.ToArray();
        var frame = new Frame();

        var result = Trainer.Fit(network, TrainerTests.Quadrants(40, 1), [], new TrainingOptions { Epochs = 2, BatchSize = 10 }, frame);

        CollectionAssert.AreEqual(new[] { "start", "step", "end" }, frame.Calls.Distinct().ToArray());
        Assert.AreEqual(1, frame.Calls.Count(call => call == "start"));
        Assert.AreEqual(1, frame.Calls.Count(call => call == "end"));
        CollectionAssert.AreEqual(before, frame.First);
        CollectionAssert.AreEqual(network.ParameterValues.ToArray(), frame.Last);
        Assert.AreEqual(8, frame.End!.Result.Iterations);
        Assert.IsGreaterThan(frame.End.Result.MonitorSeconds, result.MonitorSeconds);
    }

    private sealed class Frame : ITrainingObserver<float>
    {
        public List<string> Calls { get; } = [];

        public float[]? First { get; private set; }

        public float[]? Last { get; private set; }

        public TrainingEnd<float>? End { get; private set; }

        public void OnStart(Network<float> network, TrainingOptions options)
            => (First, _) = (network.ParameterValues.ToArray(), Add("start"));

        public void OnIteration(in TrainingIteration<float> iteration) => Add("step");

        public void OnEnd(TrainingEnd<float> end) => (Last, End, _) = (end.Network.ParameterValues.ToArray(), end, Add("end"));

        private bool Add(string call)
        {
            Calls.Add(call);
            return true;
        }
    }

    [TestMethod]
    public void Fit_BinaryAndRegression_Learn()
    {
        var quadrants = TrainerTests.Quadrants(400, 1);
        var labels = quadrants.Labels.ToArray();
        var options = new TrainingOptions { Epochs = 40, BatchSize = 32, Optimizer = new AdamOptions { LearningRate = 0.01 } };

        var binary = SampleSet<float>.Classification(quadrants.Features, 2, labels.Select(l => l is 0 or 3 ? 1 : 0).ToArray(), 2);
        var result = Trainer.Fit(
            Network<float>.Create(Mlp.Define(2, [16, 16], 1), 1), binary, [new("train", binary)],
            options with { Loss = new BinaryCrossEntropy() });
        Assert.IsGreaterThan(0.95, result.History.Entries[^1].Monitors[0].Accuracy);

        var regression = SampleSet<float>.Regression(
            quadrants.Features, 2, labels.Select((_, i) => quadrants.Features.Span[2 * i] * quadrants.Features.Span[2 * i + 1]).ToArray());
        result = Trainer.Fit(
            Network<float>.Create(Mlp.Define(2, [32, 32], 1), 1), regression, [new("train", regression)],
            options with { Loss = new MeanSquaredError() });
        Assert.IsLessThan(0.01, result.History.Entries[^1].Monitors[0].Loss, "the variance of a product of two uniforms is 1/9");
        Assert.IsTrue(double.IsNaN(result.History.Entries[^1].Monitors[0].Accuracy));
    }

    [TestMethod]
    public void Fit_WeightsOfZero_LeaveTheirRowsOut()
    {
        var quadrants = TrainerTests.Quadrants(60, 1);
        float[] weights = [.. Enumerable.Range(0, 60).Select(i => i < 30 ? 1f : 0)];
        var weighted = SampleSet<float>.Classification(quadrants.Features, 2, quadrants.Labels, 4, weights);
        var half = SampleSet<float>.Classification(quadrants.Features[..60], 2, quadrants.Labels[..30], 4);
        var (a, b) = (Network<float>.Create(Mlp.Define(2, [8], 4), 1), Network<float>.Create(Mlp.Define(2, [8], 4), 1));
        var options = new TrainingOptions { Epochs = 5, BatchSize = 60, Shuffle = false };
        var first = Trainer.Fit(a, weighted, [new("train", weighted)], options);
        var second = Trainer.Fit(b, half, [new("train", half)], options);
        Assert.AreEqual(second.History.Entries[^1].Monitors[0].Loss, first.History.Entries[^1].Monitors[0].Loss, 1e-6);
        Assert.AreEqual(second.History.Entries[^1].Monitors[0].Accuracy, first.History.Entries[^1].Monitors[0].Accuracy, 1e-9);
    }

    private sealed class Recorder : ITrainingObserver<float>
    {
        public List<(long Iteration, double Rate, double Loss, double Norm, double[] Norms)> Steps { get; } = [];

        public void OnIteration(in TrainingIteration<float> iteration)
        {
            var norms = new List<double>();
            foreach (var parameter in iteration.Network.Parameters)
                norms.Add(iteration.GradientNorm(parameter));
            Steps.Add((iteration.Iteration, iteration.LearningRate, iteration.Loss, iteration.GradientNorm(), [.. norms]));
        }
    }
}
