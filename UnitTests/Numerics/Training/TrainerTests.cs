using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Samples;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public class TrainerTests
{
    [TestMethod]
    public void Fit_Quadrants_LearnsThem()
    {
        var samples = Quadrants(600, seed: 1);
        var network = Network<float>.Create(Mlp.Define(2, [16, 16], 4), seed: 3);
        var options = new TrainingOptions { Epochs = 30, BatchSize = 32, Seed = 5, Optimizer = new AdamOptions { LearningRate = 0.01 } };

        var result = Trainer.Fit(network, samples, [new Monitor<float>("test", Quadrants(400, seed: 2))], options);

        Assert.HasCount(30, result.History.Entries);
        Assert.AreEqual(30 * 19, result.Iterations);
        Assert.IsGreaterThan(0.95, result.History.Entries[^1].Monitors[0].Accuracy);
        Assert.IsLessThan(result.History.Entries[0].BatchLoss, result.History.Entries[^1].BatchLoss);
    }

    internal static Samples<float> Quadrants(int count, int seed)
    {
        var random = new Xoshiro256(seed, RandomPurpose.Generation);
        var features = new float[count * 2];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            features[2 * i] = (float)random.NextUniform(-1, 1);
            features[2 * i + 1] = (float)random.NextUniform(-1, 1);
            labels[i] = (features[2 * i] > 0 ? 1 : 0) + (features[2 * i + 1] > 0 ? 2 : 0);
        }
        return Samples<float>.Classification(features, 2, labels, 4);
    }
}
