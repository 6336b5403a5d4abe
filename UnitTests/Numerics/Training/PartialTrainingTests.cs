using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

/// <summary>Trainings that leave some of a network as it is, or move its parts at different rates.</summary>
[TestClass]
public class PartialTrainingTests
{
    private static readonly NetworkDefinition Definition = new(
        new Shape(2), [new Dense(3), new BatchNorm(), new ReLU(), new Dense(2) { Name = "fc" }]);

    private static readonly SampleSet<double> Samples = SampleSet<double>.Classification(
        new double[] { 1, 2, -1, 0.5, 0.25, -2, 3, 1 }, 2, new[] { 0, 1, 1, 0 }, 2);

    private static readonly double[] Start =
    [
        0.5, -0.25, 0.75, 1, -0.5, 0.25, 0.1, -0.2, 0.3, 1.5, 0.5, 2, 0.25, 0.5, -0.125, 1, -0.5, 0.25, -0.75, 0.5, 1, 0.05, -0.05,
    ];

    /// <summary>PyTorch 1.13: three steps of SGD at 0.5 with the model in evaluation mode.</summary>
    [TestMethod]
    public void Fit_FrozenStatistics_MovesWeightsAsPyTorch()
    {
        var network = Create();
        Trainer.Fit(network, Samples, [], Options(new SgdOptions { LearningRate = 0.5 }) with { FreezeStatistics = true });
        AssertClose(
            [
                0.9831085463308142, 0.307068161007389, 0.45747517444184543, 0.7789030126154504, -0.6560851438170341, 0.2802072603439559,
                0.12623370569043132, -0.3188983664351672, 0.4178168945653851, 1.5893311843521203, -0.4360130048612227, 2.0516417401484146,
                0.27345650951771694, 0.3172992196646612, -0.05336376811084157, 1.0793260704916365, -0.10867078299594375,
                0.13276343113793104, -0.8293260704916369, 0.10867078299594374, 1.117236568862069, -0.059723874920919684,
                0.05972387492091963,
            ],
            network.ParameterValues);
        AssertClose([0.5, -0.5, 0.25], network.GetParameter("layers.1.running_mean"));
        AssertClose([2, 0.5, 1.5], network.GetParameter("layers.1.running_var"));
    }

    /// <summary>PyTorch 1.13: three steps of Adam at 0.1 for the last layer and at 0.01 for the others.</summary>
    [TestMethod]
    public void Fit_RateFactors_MovesWeightsAsPyTorchsGroups()
    {
        var network = Create();
        Trainer.Fit(network, Samples, [], Options(new AdamOptions { LearningRate = 0.1 }) with
        {
            RateFactors = [new RateFactor("", 0.1), new RateFactor("fc.", 1)],
        });
        AssertClose(
            [
                0.5293716160636198, -0.22044440686107275, 0.7783038296073366, 0.9716026916672637, -0.5288362473051229,
                0.22093595892530912, 0.0999999999016022, -0.20000000000659662, 0.29999999996765714, 1.4719133562527593,
                0.4704012334576665, 1.974135070508138, 0.2206094019388803, 0.47071703051022673, -0.1537617141168329, 0.7102695876316796,
                -0.2003969375903577, 0.4957392359544921, -0.46026958763167947, 0.2003969375903577, 0.7542607640455079,
                -0.23791900788707687, 0.2379190078870769,
            ],
            network.ParameterValues, tolerance: 1e-6);
    }

    [TestMethod]
    public void Fit_FirstTrainedLayer_LeavesWhatIsBeforeItBitForBit()
    {
        var network = Create();
        Trainer.Fit(network, Samples, [], Options(new AdamWOptions { LearningRate = 0.1 }) with
        {
            FirstTrainedLayer = "fc",
            L2 = 0.1,
            Clipping = new GradientClipping { Norm = 1 },
        });
        CollectionAssert.AreEqual(Start[..15], network.ParameterValues[..15].ToArray());
        CollectionAssert.AreNotEqual(Start[15..], network.ParameterValues[15..].ToArray());
        CollectionAssert.AreEqual(Create().StateValues.ToArray(), network.StateValues.ToArray());
    }

    /// <summary>The last layer alone, trained on what the others give, gets the same bits.</summary>
    [TestMethod]
    public void Fit_FirstTrainedLayer_IsTheLayerTrainedOnTheFeatures()
    {
        var network = Create();
        var before = Network<double>.Create(new NetworkDefinition(new Shape(2), Definition.Layers[..3]), Start.AsSpan(0, 15));
        network.StateValues.CopyTo(before.StateValues);
        var features = new double[4 * 3];
        before.Predict(Samples.Features.Span, 4, features);
        var head = Network<double>.Create(new NetworkDefinition(new Shape(3), [new Dense(2)]), Start.AsSpan(15));

        var options = Options(new AdamOptions { LearningRate = 0.1 }) with { BatchSize = 2 };
        Trainer.Fit(network, Samples, [], options with { FirstTrainedLayer = "fc" });
        Trainer.Fit(head, SampleSet<double>.Classification(features, 3, Samples.Labels, 2), [], options);
        CollectionAssert.AreEqual(head.ParameterValues.ToArray(), network.ParameterValues[15..].ToArray());
    }

    [TestMethod]
    public void Fit_FactorOfZero_LeavesTheParameters()
    {
        var network = Create();
        Trainer.Fit(network, Samples, [], Options(new AdamWOptions { LearningRate = 0.1 }) with { RateFactors = [new("layers.0.", 0)] });
        CollectionAssert.AreEqual(Start[..9], network.ParameterValues[..9].ToArray());
    }

    [TestMethod]
    public void Fit_UnknownNames_SaysWhatThereIs()
    {
        var layer = Assert.ThrowsExactly<ArgumentException>(
            () => Trainer.Fit(Create(), Samples, [], Options(new SgdOptions()) with { FirstTrainedLayer = "head" }));
        StringAssert.Contains(layer.Message, "no layer 'head'; it has layers.0, layers.1, layers.2, fc");
        var factor = Assert.ThrowsExactly<ArgumentException>(
            () => Trainer.Fit(Create(), Samples, [], Options(new SgdOptions()) with { RateFactors = [new("conv.", 1)] }));
        StringAssert.Contains(factor.Message, "'conv.' fits no parameter");
        var range = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Trainer.Fit(Create(), Samples, [], Options(new SgdOptions()) with { RateFactors = [new("", -1)] }));
        StringAssert.Contains(range.Message, "at least 0; found -1");
    }

    private static TrainingOptions Options(OptimizerOptions optimizer) =>
        new() { Epochs = 3, BatchSize = 4, Shuffle = false, Optimizer = optimizer };

    private static Network<double> Create()
    {
        var network = Network<double>.Create(Definition, Start);
        new double[] { 0.5, -0.5, 0.25 }.CopyTo(network.GetParameter("layers.1.running_mean"));
        new double[] { 2, 0.5, 1.5 }.CopyTo(network.GetParameter("layers.1.running_var"));
        return network;
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double tolerance = 1e-12)
    {
        Assert.AreEqual(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], tolerance, $"at {i}");
    }
}
