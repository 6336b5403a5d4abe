using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public class GradientShapingTests
{
    private static readonly Network<double> Network = Network<double>.Create(Mlp.Define(2, [], 2), [2.0, -4, 0, 1, 5, 5]);

    [TestMethod]
    public void Apply_Penalties_AddSignAndWeightToWeightsOnly()
    {
        double[] gradients = [1, 1, 1, 1, 1, 1];
        GradientShaping.Apply<double>(WorkerPool.Single, new TrainingOptions { L1 = 0.5, L2 = 0.1 }, Network, gradients);
        AssertClose([1.7, 0.1, 1, 1.6, 1, 1], gradients);
    }

    [TestMethod]
    public void Apply_ClipNorm_ScalesALongGradientAndLeavesAShortOne()
    {
        double[] gradients = [3, 0, 4, 0, 0, 0];
        GradientShaping.Apply<double>(
            WorkerPool.Single, new TrainingOptions { Clipping = new GradientClipping { Norm = 1 } }, Network, gradients);
        AssertClose([0.6, 0, 0.8, 0, 0, 0], gradients);
        GradientShaping.Apply<double>(
            WorkerPool.Single, new TrainingOptions { Clipping = new GradientClipping { Norm = 10 } }, Network, gradients);
        AssertClose([0.6, 0, 0.8, 0, 0, 0], gradients);
    }

    [TestMethod]
    public void Apply_ClipValue_MovesEachElementIntoTheRange()
    {
        double[] gradients = [3, -0.5, -4, 0, 1, -1];
        GradientShaping.Apply<double>(
            WorkerPool.Single, new TrainingOptions { Clipping = new GradientClipping { Value = 1 } }, Network, gradients);
        AssertClose([1, -0.5, -1, 0, 1, -1], gradients);
    }

    [TestMethod]
    public void Validate_BadSettings_SaysWhichAndWhatItMustBe()
    {
        AssertRefused(
            new TrainingOptions { Clipping = new GradientClipping { Norm = 0 } },
            "Norm of the gradient clipping must be finite and above 0; found 0.");
        AssertRefused(new TrainingOptions { L1 = -1 }, "L1 must be finite and at least 0; found -1.");
        AssertRefused(new TrainingOptions { L2 = double.NaN }, "L2 must be finite and at least 0; found NaN.");
    }

    /// <summary>1e-6: the term that keeps the clipping's division finite.</summary>
    private static void AssertClose(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6, $"element {i}");
    }

    private static void AssertRefused(TrainingOptions options, string message) =>
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate).Message, message);
}
