using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Networks;

/// <summary>
/// RealMLP and TabM against a transcription of their formulas into PyTorch in double precision: six rows of two numbers, a category of
/// three values and one of ten, some of them unseen; parameter i of the flat order starts at sin(1 + 0.7 i) / 2. Dropout is off, as its
/// masks cannot agree.
/// </summary>
[TestClass]
public class TableNetworkTests
{
    private const int Rows = 6;
    private const int Columns = 15;
    private static readonly TableFeatures Features = new(Columns, [new SlotRange(2, 3), new SlotRange(5, 10)]);
    private static readonly double[] Weights = [1, 2, 1, 0.5, 1, 1.5];

    [TestMethod]
    public void Fit_RealMlp_HasTheLossesAndScoresOfPyTorch()
    {
        var definition = RealMlp.Define(Features, 3, Settings);
        var network = Start(definition);
        var result = Trainer.Fit(network, Samples(), [], new TrainingOptions
        {
            Epochs = 8,
            BatchSize = Rows,
            Shuffle = false,
            Optimizer = new AdamWOptions { LearningRate = 0.04, Beta2 = 0.95, WeightDecay = 0.02 },
            Schedule = new CosineLogSchedule(),
            DecaySchedule = new FlatCosineSchedule(),
            RateFactors = RealMlpRates.Of(definition),
            Loss = new SoftmaxCrossEntropy { LabelSmoothing = 0.1 },
        });

        Assert.AreEqual(257, network.ParameterCount);
        AssertNear(
            [
                1.189274539991, 1.189274539991, 1.169758925040, 1.161614231535, 1.152539005002, 1.151362598612, 1.137225504594,
                1.121423058504,
            ],
            Losses(result));
        Assert.AreEqual(89.713262886355, network.ParameterValues.ToArray().Sum(Math.Abs), 1e-8);
        Assert.AreEqual(5.036457648429, network.ParameterValues.ToArray().Sum(), 1e-8);
        AssertNear([0.126417671755, -0.218839017679, -0.374041529207], Scores(network)[3..6]);
    }

    [TestMethod]
    public void Fit_TabMOfNumbers_HasTheLossesAndMeansOfPyTorch()
    {
        var network = Start(TabM.Define(Features, 1, MemberOutput.Values, Members));
        var result = Trainer.Fit(
            network, SampleSet<double>.Regression(Inputs(), Columns, new[] { 0.5, -1, 2, 0.3, -0.7, 1.1 }, 1, Weights), [],
            MemberOptions with { Loss = new MeanSquaredError() });

        Assert.AreEqual(264, network.ParameterCount);
        AssertNear([1.209251211882, 1.204104987929, 1.199754374944, 1.196028881520, 1.192568102887], Losses(result));
        Assert.AreEqual(85.982621072138, network.ParameterValues.ToArray().Sum(Math.Abs), 1e-8);
        AssertNear(
            [0.289336407256, 0.282151898767, 0.291309063159, 0.293402669468, 0.290168583717, 0.288542036189], Scores(network));
    }

    [TestMethod]
    public void Fit_TabMOfClasses_HasTheLossesAndMeanProbabilitiesOfPyTorch()
    {
        var network = Start(TabM.Define(Features, 3, MemberOutput.ClassLogits, Members));
        var result = Trainer.Fit(network, Samples(), [], MemberOptions);

        Assert.AreEqual(294, network.ParameterCount);
        AssertNear([1.119315032111, 1.115231375655, 1.111510969397, 1.108111559196, 1.105159342737], Losses(result));
        Assert.AreEqual(94.273512982432, network.ParameterValues.ToArray().Sum(Math.Abs), 1e-8);
        var scores = Scores(network);
        Softmax.Apply<double>(scores, 3);
        AssertNear([0.314406398074, 0.321820742012, 0.363772859914], scores[3..6]);
    }

    /// <summary>The counts of the papers' formulas for 20 numbers and two classes.</summary>
    [TestMethod]
    public void Define_PublishedSizes_HaveTheParametersOfTheFormulas()
    {
        var features = new TableFeatures(20);
        const int Hidden = 2 * (256 * 256 + 256) + 256 * 2 + 2;
        Assert.AreEqual(
            20 + 20 * 256 + 256 + Hidden, RealMlp.Define(features, 2, RealMlpSettings.Simple).Summary().Parameters, "TD-S");
        Assert.AreEqual(
            20 * (2 * 16 + 17 * 3) + 80 + 80 * 256 + 256 + Hidden + 3 * 256,
            RealMlp.Define(features, 2, new RealMlpSettings()).Summary().Parameters, "TD");
        Assert.AreEqual(
            20 * 512 + 2 * 512 * 512 + 32 * (20 + 2 * 512 + 6 * 512) + 32 * 2 * 513,
            TabM.Define(features, 2, MemberOutput.ClassLogits, new TabMSettings()).Summary().Parameters, "TabM");
    }

    [TestMethod]
    [DataRow("td")]
    [DataRow("tds")]
    [DataRow("tabm")]
    public void Fit_TwoThreads_HasTheBitsOfOne(string kind)
    {
        float[] Train(int threads)
        {
            var definition = kind switch
            {
                "td" => RealMlp.Define(Features, 3, new RealMlpSettings()),
                "tds" => RealMlp.Define(Features, 3, RealMlpSettings.Simple),
                _ => TabM.Define(Features, 3, MemberOutput.ClassLogits, new TabMSettings { Members = 4, HiddenLayers = [64] }),
            };
            var network = Network<float>.Create(definition, 1);
            var samples = SampleSet<float>.Classification(
                Inputs().Select(value => (float)value).ToArray(), Columns, new[] { 0, 1, 2, 1, 0, 2 }, 3);
            network.Prepare(samples, 1, threads);
            Trainer.Fit(network, samples, [], new TrainingOptions { Epochs = 3, Threads = threads });
            return network.ParameterValues.ToArray();
        }

        CollectionAssert.AreEqual(Train(1), Train(2));
    }

    /// <summary>One row by itself takes another way than a batch; it rounds alike, or nearly.</summary>
    [TestMethod]
    [DataRow("td")]
    [DataRow("tds")]
    [DataRow("tabm")]
    public void Predict_OneRow_AgreesWithTheBatch(string kind)
    {
        var network = Start(kind switch
        {
            "td" => RealMlp.Define(Features, 3, Settings),
            "tds" => RealMlp.Define(Features, 3, RealMlpSettings.Simple with { HiddenLayers = [7, 4] }),
            _ => TabM.Define(Features, 3, MemberOutput.ClassLogits, Members),
        });
        var predictor = new RowPredictor<double>(network);
        var (all, row) = (Scores(network), new double[3]);
        for (var i = 0; i < Rows; i++)
        {
            predictor.Predict(Inputs().AsSpan(i * Columns, Columns), row);
            AssertNear(all[(3 * i)..(3 * i + 3)], row, 1e-13);
        }
    }

    private static RealMlpSettings Settings => new()
    {
        HiddenLayers = [7, 4],
        Embedding = new PeriodicEmbedding(5, 3),
        CategoryOutputs = 4,
        Dropout = 0,
    };

    private static TabMSettings Members => new()
    {
        Members = 3,
        HiddenLayers = [5, 4],
        Embedding = new PiecewiseLinearEmbedding(4, 2),
        Dropout = 0,
    };

    private static TrainingOptions MemberOptions => new()
    {
        Epochs = 5,
        BatchSize = Rows,
        Shuffle = false,
        Optimizer = new AdamWOptions { LearningRate = 0.01, WeightDecay = 0.003 },
    };

    /// <summary>
    /// The network with the parameters of the transcription, RealMLP's second activation Mish; the scaling of feature i of a path has the
    /// center i/10 and the factor 1 + i/5.
    /// </summary>
    private static Network<double> Start(NetworkDefinition definition)
    {
        var layers = definition.Layers.Select(layer =>
            layer.Name == "activation1" ? new ParametricActivation(new Mish()) { Name = layer.Name } : layer);
        var network = Network<double>.Create(new NetworkDefinition(definition.Input, [.. layers]), 1);
        for (var i = 0; i < network.ParameterCount; i++)
            network.ParameterValues[i] = 0.5 * Math.Sin(1 + 0.7 * i);
        foreach (var state in network.State)
        {
            var values = network.GetParameter(state.Name);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = state.Name.Split('.')[^1] switch
                {
                    "center" => 0.1 * i,
                    "factor" => 1 + 0.2 * i,
                    "edges" => new[] { -1, -0.5, 0, 0.5, 1, -0.8, -0.2, 0.1, 0.4, 0.9 }[i],
                    _ => 4,
                };
            }
        }

        return network;
    }

    private static double[] Inputs()
    {
        var x = new double[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            (x[row * Columns], x[row * Columns + 1]) = (Math.Cos(row), Math.Sin(2 * row));
            if (row != 4)
                x[row * Columns + 2 + row % 3] = 1;
            if (row != 2)
                x[row * Columns + 5 + 3 * row % 10] = 1;
        }

        return x;
    }

    private static SampleSet<double> Samples() =>
        SampleSet<double>.Classification(Inputs(), Columns, new[] { 0, 1, 2, 1, 0, 2 }, 3, Weights);

    private static double[] Scores(Network<double> network)
    {
        var scores = new double[Rows * network.OutputSize];
        network.Predict(Inputs(), Rows, scores);
        return scores;
    }

    private static double[] Losses(TrainingResult result) => [.. result.History.Entries.Select(entry => entry.BatchLoss)];

    private static void AssertNear(double[] expected, double[] found, double tolerance = 1e-9)
    {
        Assert.HasCount(expected.Length, found);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], tolerance, $"place {i}");
    }
}
