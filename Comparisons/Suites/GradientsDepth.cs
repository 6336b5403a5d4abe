using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What depth does to plain and to residual networks: the second half of <see cref="GradientsSuite"/>.</summary>
internal static class GradientsDepth
{
    private const string FreeEpochs = "the report names neither the data set nor the width of the layers nor the epochs; these epochs were "
        + "chosen because they come near its figure";
    private const string FreeBatch = "the report names neither the data set nor the network nor the batch; batch 64 was chosen because it "
        + "comes near its figure";
    private const string EpochsDecide =
        "the report does not name the epochs, and they decide how much of 200 samples is learned by heart";
    private static readonly int[] Depths = [1, 2, 3, 4, 5];
    private static readonly (string Rate, string Batch)[] DepthSteps = [("0.0001", "256"), ("0.01", "256"), ("0.1", "256"), ("0.1", "32")];
    private static readonly int[] LongerEpochs = [300, 1000]; // beside 100, at rate 0.01 and batch 256
    private static readonly (int Depth, string Rate)[] ResidualSteps = [
        (1, "0.01"), (3, "0.01"), (5, "0.01"), (50, "0.01"), (1, "0.1"), (3, "0.1"), (5, "0.1")];
    private static readonly LearnerSpec Mlp = new("mlp", "mlp", Settings.Parse("optimizer=sgd scaling=none monitor=validation"));
    private static readonly SweepPoint LongPoint =
        new(Settings.Parse($"hidden={Hidden(2)} rate=0.0001 batch=64 epochs=2000"), "depth=2 rate=0.0001 batch=64, 2000 epochs");
    private static readonly LearnerName LongRun = Mlp.At(LongPoint);
    private static readonly LearnerSpec Deepest =
        new("mlp", "mlp", Settings.Parse($"hidden={Hidden(5)} optimizer=sgd rate=0.1 batch=32 scaling=none monitor=train+validation"));
    private static readonly SweepPoint AllSamples = new(Settings.Parse("rows=0 epochs=100"), "all samples");
    private static readonly SweepPoint FewSamples = new(Settings.Parse("rows=200 epochs=2000"), "200 samples");
    private static readonly LearnerSpec Residual =
        new(
            "resnet", "residual",
            Settings.Parse("width=16 hidden-width=8 optimizer=sgd batch=256 epochs=50 scaling=none monitor=validation"));
    private static readonly LearnerSpec Plain = new(
        "mlp", "plain", Settings.Parse("optimizer=sgd batch=256 epochs=50 scaling=none monitor=validation"));
    private static readonly Measure TrainAccuracy = Measure.Metric(Split.Train, Metric.Accuracy);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);

    public static IReadOnlyList<Experiment> Experiments => [MlpDepth, Mlp200, ResNetDepth];

    private static Experiment MlpDepth => new()
    {
        Name = "mlp-depth",
        Question = "What do depth, learning rate and batch size do to a plain network on small sets?",
        DataSets = GradientsSuite.ToySets,
        Quick = GradientsSuite.ToyQuick,
        Learners = [Mlp],
        Sweep =
        [
            new(
            [
                .. from depth in Depths
                   from step in DepthSteps
                   select DepthPoint(depth, step.Rate, step.Batch),
                .. from epochs in LongerEpochs
                   from depth in Depths
                   select DepthPoint(depth, "0.01", "256", epochs),
                LongPoint,
            ]),
        ],
        Seeds = 10,
        Ours = "16 units a layer, rate 0.1, batch 32 (at rate 0.1 only, to keep the time down), 100 epochs, 300 and 1000 at rate 0.01 and "
            + "batch 256, depth and batch of the run of 2000, number of seeds; the sets have no test rows, validation rows stand in; the "
            + "order of depths is judged after 300 epochs, where the report's figures were found, and by claims of ours after 100 and "
            + "1000; the networks that are to pass 0.97 are those of the other rates, and the one of them with the best training accuracy "
            + "is judged; stuck is a loss that falls by less than a twentieth of its fall in the first half. Differences that do not "
            + "matter: 0.005 of the accuracy, 0.001 of its movement between epochs",
        Choices = [BestOther],
        Claims =
        [
            Claim.OfPublished(AtDepth(1, 300), 0.92m, ValidationAccuracy).SaidAt("000:96").Undecidable(FreeEpochs),
            Claim.OfPublished(AtDepth(5, 300), 0.95m, ValidationAccuracy).SaidAt("000:103").Undecidable(FreeEpochs),
            .. from pair in new[] { (Deep: 5, Flat: 1), (Deep: 3, Flat: 1), (Deep: 5, Flat: 3) }
               select Claim.Higher(
                   $"more layers are better: {pair.Deep} than {pair.Flat}, at rate 0.01 and batch 256 after 300 epochs",
                   AtDepth(pair.Deep, 300), AtDepth(pair.Flat, 300), ValidationAccuracy).SaidAt("000:103", margin: 0.005),
            Claim.Higher(
                "5 layers are better than 1 after 100 epochs, at rate 0.01 and batch 256", AtDepth(5, "0.01", "256"),
                AtDepth(1, "0.01", "256"), ValidationAccuracy).UpTo(0.005),
            Claim.Higher(
                "5 layers are better than 1 after 1000 epochs, at rate 0.01 and batch 256", AtDepth(5, 1000), AtDepth(1, 1000),
                ValidationAccuracy).UpTo(0.005),
            Claim.OfPublished(LongRun, 0.90m, ValidationAccuracy).SaidAt("000:87").Undecidable(FreeBatch),
            Claim.Within(
                "rate 0.0001 is stuck: in the second half of 2000 epochs its loss falls by less than a twentieth of its fall in the first",
                LongRun, CurveMeasures.LateShareOfFall(Split.Train), double.NegativeInfinity, 0.05).SaidAt("000:87"),
            Claim.Lower(
                "rate 0.0001 converges slowly: after 2000 epochs it is worse than 0.01 after 1000", LongRun, AtDepth(2, 1000),
                ValidationAccuracy).SaidAt("000:87", margin: 0.005),
            Claim.Within(
                "networks with other rates pass 0.97", BestOther, ValidationAccuracy, 0.97, double.PositiveInfinity).SaidAt("000:87"),
            .. Depths.Select(depth => Claim.Higher(
                $"smaller batches are less stable: at depth {depth} and rate 0.1 the accuracy moves more with batch 32 than with 256",
                AtDepth(depth, "0.1", "32"), AtDepth(depth, "0.1", "256"), Measure.Fluctuation(Split.Validation, Metric.Accuracy))
                .SaidAt("000:107", margin: 0.001)),
        ],
        Pictures =
        [
            .. DepthSteps.Select(
                step => new CurvesSpec($"validation-accuracy-rate-{step.Rate}-batch-{step.Batch}", Metric.Accuracy, Split.Validation)
            {
                Learners = [.. Depths.Select(depth => AtDepth(depth, step.Rate, step.Batch))],
            }),
            .. LongerEpochs.Select(
                epochs => new CurvesSpec($"validation-accuracy-{epochs}-epochs", Metric.Accuracy, Split.Validation)
            {
                Learners = [.. Depths.Select(depth => AtDepth(depth, epochs))],
            }),
            new CurvesSpec("long-run", Metric.Accuracy, Split.Train, Split.Validation) { Learners = [LongRun] },
            new BarsSpec("validation-accuracy", ValidationAccuracy),
        ],
    };

    /// <summary>The network with the best training accuracy at the rates 0.01 and 0.1.</summary>
    private static Choice BestOther => new(
        "the best of the other rates", TrainAccuracy,
        [
            .. DepthSteps.Where(step => step.Rate != "0.0001")
                .SelectMany(step => Depths, (step, depth) => AtDepth(depth, step.Rate, step.Batch)),
            .. LongerEpochs.SelectMany(_ => Depths, (epochs, depth) => AtDepth(depth, epochs)),
        ]);

    private static Experiment Mlp200 => new()
    {
        Name = "mlp-200",
        Question = "Does the best network of mlp-depth learn 200 samples by heart?",
        DataSets = GradientsSuite.ToySets,
        Quick = GradientsSuite.ToyQuick,
        Learners = [Deepest],
        Sweep = [new([AllSamples, FewSamples])],
        Seeds = 10,
        Ours = "16 units a layer, batch 32, 2000 epochs of the 200 samples, number of seeds; the network is chosen by its mean validation "
            + "accuracy over the three sets in 5 seeds of mlp-depth: 0.9525 of 4 layers with batch 256 and 0.9523 of 5 with batch 32, both "
            + "at rate 0.1; we took the second, because a batch of 256 would hold all 200 samples; by heart is 0.995 of the accuracy. A "
            + "difference of 0.005 of the accuracy or of its gap does not matter",
        Claims =
        [
            Claim.Within(
                "200 samples are memorized: 0.995 and more of the accuracy on them", Deepest.At(FewSamples), TrainAccuracy, 0.995,
                double.PositiveInfinity).SaidAt("000:113").Undecidable(EpochsDecide),
            Claim.Lower(
                "200 samples generalize poorly: less accurate on validation rows than all samples", Deepest.At(FewSamples),
                Deepest.At(AllSamples), ValidationAccuracy).SaidAt("000:113", margin: 0.005),
            Claim.Higher(
                "200 samples have the larger gap between training and validation", Deepest.At(FewSamples), Deepest.At(AllSamples),
                Measure.Gap(Split.Validation, Metric.Accuracy)).SaidAt("000:113", margin: 0.005),
        ],
        Pictures =
        [
            new CurvesSpec("all-samples", Metric.Accuracy, Split.Train, Split.Validation) { Learners = [Deepest.At(AllSamples)] },
            new CurvesSpec("200-samples", Metric.Accuracy, Split.Train, Split.Validation) { Learners = [Deepest.At(FewSamples)] },
            new BarsSpec("training-accuracy", TrainAccuracy), new BarsSpec("validation-accuracy", ValidationAccuracy),
        ],
    };

    private static Experiment ResNetDepth => new()
    {
        Name = "resnet-depth",
        Question = "Does a dense residual network train at depths where a plain one of about as many parameters does not?",
        DataSets = GradientsSuite.ToySets,
        Quick = GradientsSuite.ToyQuick,
        Learners = [Residual, Plain],
        Sweep =
        [
            new([.. ResidualSteps.Select(step => BlockPoint(step.Depth, step.Rate))]),
            new([.. ResidualSteps.Select(step => LayerPoint(step.Depth, step.Rate))]),
        ],
        Seeds = 10,
        Ours = "16 units a layer, blocks of 8 hidden units in the residual network so that a block has as many weights as a layer, batch "
            + "256, depth 50, number of seeds; "
            + "to keep the time down of mlp-depth's depths and rates only 1, 3, 5 and 0.01, 0.1, depth 50 at 0.01 only, and 50 epochs",
        Claims =
        [
            Claim.Higher(
                "the residual network trains at depth 50 where the plain one stalls", Residual.At(BlockPoint(50, "0.01")),
                Plain.At(LayerPoint(50, "0.01")), ValidationAccuracy),
            .. DepthFiveClaims,
            Claim.Higher(
                "depth 50 makes the plain network worse than depth 5", Plain.At(LayerPoint(5, "0.01")), Plain.At(LayerPoint(50, "0.01")),
                ValidationAccuracy),
        ],
        Pictures =
        [
            .. ResidualSteps.Select(step => step.Rate).Distinct().SelectMany(rate => (AgainstLearnersSpec[])
            [
                new(
                    $"residual-rate-{rate}", ValidationAccuracy, "depth",
                    [.. DepthsAt(rate).Select(depth => ((double)depth, Residual.At(BlockPoint(depth, rate))))]),
                new(
                    $"plain-rate-{rate}", ValidationAccuracy, "depth",
                    [.. DepthsAt(rate).Select(depth => ((double)depth, Plain.At(LayerPoint(depth, rate))))]),
            ]),
            new CurvesSpec(
                "depth-50", Metric.Accuracy,
                Split.Validation) { Learners = [Residual.At(BlockPoint(50, "0.01")), Plain.At(LayerPoint(50, "0.01"))] },
        ],
    };

    /// <summary>The residual and the plain network of five layers, on one set, over so many seeds.</summary>
    public static Experiment DepthFive(string set, int seeds) => ResNetDepth with
    {
        Name = "resnet-depth-5",
        Question = "Is a residual network of five layers more accurate than a plain one?",
        DataSets = [set],
        Sweep =
        [
            new([.. DepthFiveRates.Select(rate => BlockPoint(5, rate))]),
            new([.. DepthFiveRates.Select(rate => LayerPoint(5, rate))]),
        ],
        Seeds = seeds,
        Claims = [.. DepthFiveClaims],
        Pictures = [new BarsSpec("validation-accuracy", ValidationAccuracy) { EachSeed = true }],
    };

    private static IEnumerable<string> DepthFiveRates => ResidualSteps.Where(step => step.Depth == 5).Select(step => step.Rate);

    private static IEnumerable<Claim> DepthFiveClaims => DepthFiveRates.Select(rate => Claim.Higher(
        $"at depth 5 and rate {rate} the residual network is more accurate than the plain one", Residual.At(BlockPoint(5, rate)),
        Plain.At(LayerPoint(5, rate)), ValidationAccuracy));

    private static SweepPoint DepthPoint(int depth, string rate, string batch, int epochs = 100) => new(
        Settings.Parse($"hidden={Hidden(depth)} rate={rate} batch={batch} epochs={epochs}"),
        $"depth={depth} rate={rate} batch={batch}{(epochs == 100 ? "" : $", {epochs} epochs")}");

    private static LearnerName AtDepth(int depth, string rate, string batch) => Mlp.At(DepthPoint(depth, rate, batch));

    /// <summary>At rate 0.01 and batch 256, trained for longer.</summary>
    private static LearnerName AtDepth(int depth, int epochs) => Mlp.At(DepthPoint(depth, "0.01", "256", epochs));

    private static SweepPoint BlockPoint(int depth, string rate) =>
        new(Settings.Parse($"blocks={depth} rate={rate}"), $"depth={depth} rate={rate}");

    private static SweepPoint LayerPoint(int depth, string rate) =>
        new(Settings.Parse($"hidden={Hidden(depth)} rate={rate}"), $"depth={depth} rate={rate}");

    private static IEnumerable<int> DepthsAt(string rate) => ResidualSteps.Where(step => step.Rate == rate).Select(step => step.Depth);

    /// <summary>So many layers of 16 units.</summary>
    private static string Hidden(int depth) => string.Join('-', Enumerable.Repeat(16, depth));
}
