using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public class LearningRateFinderTests
{
    [TestMethod]
    public void Find_Quadrants_SuggestsARateThatLearnsAndLeavesTheNetwork()
    {
        var network = Network<float>.Create(Mlp.Define(2, [32], 4), 1);
        var before = network.ParameterValues.ToArray();
        var samples = TrainerTests.Quadrants(500, 1);
        var options = new TrainingOptions { BatchSize = 50, Optimizer = new AdamOptions() };

        var test = LearningRateFinder.Find(network, samples, options);

        CollectionAssert.AreEqual(before, network.ParameterValues.ToArray());
        Assert.IsInRange(50, 100, test.Points.Count);
        Assert.AreEqual(1e-7, test.Points[0].LearningRate, 1e-20);
        Assert.AreEqual(Math.Pow(1e8, 1.0 / 99), test.Points[1].LearningRate / test.Points[0].LearningRate, 1e-9);
        Assert.IsInRange(1e-4, 3, test.Suggestion!.Value);
    }

    [TestMethod]
    public void Find_SameSeed_SamePoints()
    {
        var network = Network<float>.Create(Mlp.Define(2, [16], 4), 1);
        var samples = TrainerTests.Quadrants(100, 1);
        var options = new TrainingOptions { BatchSize = 10, Optimizer = new SgdOptions() };
        CollectionAssert.AreEqual(
            LearningRateFinder.Find(network, samples, options).Points.ToArray(),
            LearningRateFinder.Find(network, samples, options).Points.ToArray());
    }

    [TestMethod]
    public void Find_BadRange_SaysWhichAndWhatItMustBe()
    {
        var network = Network<float>.Create(Mlp.Define(2, [16], 4), 1);
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => LearningRateFinder.Find(
                network, TrainerTests.Quadrants(100, 1), new TrainingOptions(), new LearningRateRange { Highest = 1e-8 }));
        StringAssert.StartsWith(exception.Message, "Highest of the learning-rate range must be finite and above the lowest; found 1E-08.");
    }
}
