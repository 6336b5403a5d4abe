using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;
using MlPipelines.UnitTests.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Layers;

[TestClass]
public class DropoutTests
{
    /// <summary>100 000 elements: the kept share lies within five standard errors.</summary>
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.3)]
    [DataRow(0.9)]
    public void Apply_ManyElements_KeepsTheirShareScaled(double probability)
    {
        var ones = Enumerable.Repeat(1f, 100_000).ToArray();
        var y = new float[ones.Length];
        DropoutMask.Apply<float>(WorkerPool.Single, 7, probability, ones, y);
        var kept = y.Count(v => v != 0);
        Assert.AreEqual(1 - probability, kept / 100_000.0, 5 * Math.Sqrt(probability * (1 - probability) / 100_000) + 1e-12);
        Assert.IsTrue(y.All(v => v == 0 || Math.Abs(v - 1 / (1 - probability)) < 1e-5));
    }

    [TestMethod]
    public void Predict_Dropout_PassesItsInputOn()
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(3), [new Dropout(0.9)]), 1);
        var scores = new float[3];
        network.Predict([1, 2, 3], scores);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, scores);
    }

    [TestMethod]
    public void Fit_WithDropout_SameSeedSameWeightsForAnyThreads()
    {
        var definition = new NetworkDefinition(new Shape(2), [new Dense(64), new ReLU(), new Dropout(), new Dense(4)]);
        float[] Train(int seed, int threads)
        {
            var network = Network<float>.Create(definition, 1);
            Trainer.Fit(
                network, TrainerTests.Quadrants(300, 1), [], new TrainingOptions
                {
                    Epochs = 2,
                    Seed = seed,
                    Threads = threads,
                    Shuffle = false,
                    Optimizer = new AdamOptions()
                });
            return network.ParameterValues.ToArray();
        }

        CollectionAssert.AreEqual(Train(1, 1), Train(1, 2));
        CollectionAssert.AreNotEqual(Train(1, 1), Train(2, 1), "another mask");
    }

    [TestMethod]
    public void Define_BadSettings_SaysWhatTheyMustBe()
    {
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => new NetworkDefinition(new Shape(3), [new Dropout(1)])).Message,
            "Layer 0 (Dropout): The probability of a dropout must be in [0, 1); found 1.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => new NetworkDefinition(new Shape(3), [new LeakyReLU(0)])).Message,
            "Layer 0 (LeakyReLU): The slope must be above 0 and below 1; found 0.");
    }
}
