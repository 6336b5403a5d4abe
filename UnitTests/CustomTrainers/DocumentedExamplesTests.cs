using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>The example of docs/trainers.md.</summary>
[TestClass]
public sealed class DocumentedExamplesTests
{
    [TestMethod]
    public void Training_Example_FindsARateStopsAndReports()
    {
        var ml = new MLContext(seed: 1);
        var data = Curves.Load(ml, 400);
        var norms = new FirstLayerNorms();

        var options = new MlpOptions
        {
            HiddenLayers = [32, 32],
            Optimizer = new AdamWOptions { WeightDecay = 1e-4 },
            Schedule = new WarmUpSchedule { Iterations = 20, Then = new CosineSchedule() },
            Clipping = new GradientClipping { Norm = 5 },
            ValidationFraction = 0.2,
            EarlyStopping = new EarlyStopping { Patience = 10 },
            Epochs = 60,
            BatchSize = 25,
            Observer = norms,
        };
        var rate = ml.Regression.Trainers.Mlp(options).FindLearningRate(data).Suggestion ?? 0.001;
        options = options with { Optimizer = options.Optimizer with { LearningRate = rate } };
        var model = ml.Regression.Trainers.Mlp(options).Fit(data).Model;

        StringAssert.Contains(model.Network.Definition.Summary().ToString(), "multiply-adds");
        Assert.IsInRange(1e-7, 10, rate);
        Assert.IsInRange(1, model.Training.Epochs, model.Training.BestEpoch!.Value);
        Assert.HasCount((int)model.Training.Iterations, norms.Norms, "the range test is not shown");
        var losses = model.History.Entries.Select(entry => entry.Monitors[0].Loss).ToList();
        Assert.AreEqual(losses.Min(), losses[model.Training.BestEpoch.Value - 1]);
    }

    [TestMethod]
    public void OtherNetworks_Example_Construct()
    {
        var ml = new MLContext(seed: 1);

        var resNet = ml.MulticlassClassification.Trainers.ResNet(new ResNetOptions { Blocks = 3, Width = 64, Epochs = 20, Seed = 1 });
        var convNet = ml.MulticlassClassification.Trainers.ConvNet(new ConvNetOptions
        {
            Image = new Shape(1, 28, 28),
            Filters = [16, 32],
            HiddenLayers = [64],
            Epochs = 20,
            Seed = 1,
        });

        Assert.IsNotNull(resNet);
        Assert.IsNotNull(convNet);
    }

    private sealed class FirstLayerNorms : ITrainingObserver<float>
    {
        public List<double> Norms { get; } = [];

        public void OnIteration(in TrainingIteration<float> step) => Norms.Add(step.GradientNorm(step.Network.Parameters[0]));
    }
}
