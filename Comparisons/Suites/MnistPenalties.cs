using System.Globalization;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>L1 and L2 penalties of a small network on MNIST (D2 in the design's experiments).</summary>
internal static class MnistPenalties
{
    /// <summary>The largest difference of two accuracies that does not matter.</summary>
    private const double Margin = 0.002;

    private const double LossMargin = 0.002; // nats
    private const double LossWithin = 0.01; // nats
    private const string BestL1Decay = "0.0000005", BestL2Decay = "0.000005"; // the report's

    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly Measure TestLoss = Measure.Metric(Split.Test, Metric.LogLoss);
    private static readonly Measure GapGrowth = Measure.GapGrowth(Split.Validation, Metric.Loss);
    private static readonly LearnerSpec Penalized =
        new(
            "mlp", "784-128-10",
            Settings.Parse("hidden=128 optimizer=sgd rate=0.3 batch=1024 epochs=10 drop-last=yes scaling=standardize-jointly"));
    private static readonly string[] Penalties = ["l1", "l2"];
    private static readonly string[] Decays = ["0.0000005", "0.000005", "0.00005", "0.0005"];
    private static readonly LearnerName None = Penalized.At(NoPenalty), LongNone = Penalized.At(LongNoPenalty);
    private static readonly LearnerName LongL1 = Penalized.At(Long("l1", BestL1Decay)), LongL2 = Penalized.At(Long("l2", BestL2Decay));

    /// <summary>The experiment.</summary>
    /// <param name="like">An experiment with the same rows and seeds.</param>
    public static Experiment Of(Experiment like) => like with
    {
        Name = "regularization",
        Question = "Does an L1 or an L2 penalty make 784-128-10 more accurate on unseen digits, and how strong should it be?",
        Learners = [Penalized],
        Sweep =
        [
            new(
            [
                NoPenalty, .. Decays.Select(decay => Penalty("l1", decay)), .. Decays.Select(decay => Penalty("l2", decay)),
                LongNoPenalty, Long("l1", BestL1Decay), Long("l2", BestL2Decay),
            ]),
        ],
        Choices = [BestL1, BestL2],
        Ours = "plain SGD at the rate 0.3 for all; the search over decays has 10 epochs, the final trainings 20 (the report's axes end at "
            + "iteration 950 or so, and an epoch has 48) with the decays that it found best, 5e-7 and 5e-6; the other decays (four of "
            + "each, a decade apart, to keep the time down); our own best of each by the mean accuracy on validation rows; inputs "
            + "standardized by the training rows, all pixels alike; number of seeds; differences up to 0.002 of an accuracy or 0.002 nats "
            + "do not matter, and late in the training is the second half, near the end the last quarter; not to fall is to change by at "
            + "most 0.01 nats, about what can be read off the report's axis",
        Claims =
        [
            .. Search("002:70", "L1", "l1", BestL1Decay, 0.9716m, 0.101523m),
            .. Search("002:77", "L2", "l2", BestL2Decay, 0.9718m, 0.10176m),
            .. Published("002:84", None, 0.9717m, 0.1016795774770573m),
            .. Published("002:102", LongL1, 0.9749m, 0.08187m),
            .. Published("002:115", LongL2, 0.9737m, 0.081762m),
            .. Published("002:123", LongNone, 0.9741m, 0.08237m),
            GapGrows("L1", LongL1).SaidAt("002:95"),
            GapGrows("L2", LongL2).SaidAt("002:108"),
            Claim.Within(
                "with L1 the training loss falls over the last quarter of the epochs", LongL1, LateChange(Split.Train),
                double.NegativeInfinity, 0).SaidAt("002:100"),
            Claim.Within(
                "with L1 the validation loss stays the same over the last quarter of the epochs, within 0.01 nats", LongL1,
                LateChange(Split.Validation), -LossWithin, LossWithin).SaidAt("002:100"),
            Claim.Lower("L2 has a lower test loss than L1", LongL2, LongL1, TestLoss).SaidAt("002:115", LossMargin),
            Claim.Higher("L2 is more accurate than L1", LongL2, LongL1, TestAccuracy).SaidAt("002:125", Margin),
            Claim.Higher("L2 is more accurate than no penalty", LongL2, LongNone, TestAccuracy).SaidAt("002:125", Margin),
            Claim.Higher("the gap grows more without a penalty than with L2", LongNone, LongL2, GapGrowth)
                .SaidAt("002:125", LossMargin).Undecidable("the report speaks of a longer training, and none is run"),
            Claim.Higher("L1 is more accurate than no penalty", LongL1, LongNone, TestAccuracy).UpTo(Margin),
            Claim.Higher("in the search, our best L1 is more accurate than no penalty", BestL1, None, TestAccuracy).UpTo(Margin),
            Claim.Higher("in the search, our best L2 is more accurate than no penalty", BestL2, None, TestAccuracy).UpTo(Margin),
            Claim.Higher("in the search, our best L2 is more accurate than our best L1", BestL2, BestL1, TestAccuracy).UpTo(Margin),
        ],
        Pictures =
        [
            .. Against("test-accuracy", TestAccuracy), .. Against("validation-accuracy", ValidationAccuracy),
            .. Against("test-loss", TestLoss), .. Against("gap", Measure.Gap(Split.Validation, Metric.Accuracy)),
            new BarsSpec("best-of-each", TestAccuracy) { Learners = [None, BestL1, BestL2] },
            new BarsSpec("final-trainings", TestAccuracy) { Learners = [LongNone, LongL1, LongL2], EachSeed = true },
            new CurvesSpec(
                "losses-of-final-trainings", Metric.Loss, Split.Train, Split.Validation) { Learners = [LongNone, LongL1, LongL2] },
        ],
        Quick = new() { EpochDivisor = 5 }, // two epochs: of one there is no curve
    };

    private static SweepPoint NoPenalty => new(Settings.Parse("l1=0 l2=0"), "no penalty");

    private static SweepPoint LongNoPenalty => new(
        Settings.Parse("l1=0 l2=0 epochs=20 monitor=train+validation+test"), "no penalty, 20 epochs");

    private static Choice BestL1 => BestOf("the best L1", "l1");

    private static Choice BestL2 => BestOf("the best L2", "l2");

    /// <summary>The decay of a penalty with the highest mean accuracy on validation rows.</summary>
    private static Choice BestOf(string name, string penalty) =>
        new(name, ValidationAccuracy, [.. Decays.Select(decay => Penalized.At(Penalty(penalty, decay)))]);

    private static SweepPoint Penalty(string name, string decay) => new(Settings.Parse($"{name}={decay}"));

    private static SweepPoint Long(string name, string decay) => new(
        Settings.Parse($"{name}={decay} epochs=20 monitor=train+validation+test"), $"{name}={decay}, 20 epochs");

    /// <summary>What the report says of a search: its figures, and that one decay is more accurate than the others.</summary>
    private static IEnumerable<Claim> Search(
        string source, string name, string penalty, string best, decimal accuracy, decimal loss) =>
    [
        .. Published(source, Penalized.At(Penalty(penalty, best)), accuracy, loss),
        .. Decays.Where(decay => decay != best).Select(decay => Claim.Higher(
            $"the best decay of {name} is {best}: it is more accurate than {decay}", Penalized.At(Penalty(penalty, best)),
            Penalized.At(Penalty(penalty, decay)), TestAccuracy)).SaidAt(source, Margin),
    ];

    private static IEnumerable<Claim> Published(string source, LearnerName learner, decimal accuracy, decimal loss) => new[]
    {
        Claim.OfPublished(learner, accuracy), Claim.OfPublished(learner, loss, TestLoss, within: LossWithin),
    }.SaidAt(source);

    private static Claim GapGrows(string name, LearnerName learner) => Claim.Within(
        $"with {name} the gap of the loss, training and validation rows, grows over the second half", learner, GapGrowth, 0,
        double.PositiveInfinity);

    /// <summary>A loss after the last epoch less that three quarters of the way.</summary>
    private static Measure LateChange(string split) => new(
        $"{split} loss after the last epoch less that after three quarters of them", "nats",
        result => Measure.Curve(result, split, Metric.Loss) is { Count: > 3 } curve
            ? curve[^1].Value - curve[curve.Count - 1 - (curve.Count / 4)].Value : null);

    /// <summary>A figure of the search against the decay of each penalty.</summary>
    private static IEnumerable<PictureSpec> Against(string name, Measure measure) =>
        Penalties.Select(penalty => new AgainstLearnersSpec(
            $"{name}-{penalty}", measure, $"decay of {penalty}",
            [
                .. Decays.Select(decay => (double.Parse(decay, CultureInfo.InvariantCulture), Penalized.At(Penalty(penalty, decay)))),
            ])
        { LogarithmicX = true });
}
