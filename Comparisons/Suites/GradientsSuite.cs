using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Stochastic gradient descent, softmax and networks from scratch on small sets (A in the design's experiments).</summary>
internal static class GradientsSuite
{
    private static readonly string[] ToySets = ["swiss-roll", "peaks", "gmm"];
    // the files are sorted by class, and have no test rows
    private static readonly QuickRule ToyQuick = new() { TrainRows = null, OtherRows = null };
    private static readonly string[] SoftmaxRates = ["0.001", "0.01", "0.1"];
    private static readonly string[] SoftmaxBatches = ["32", "64", "256"];
    private static readonly int[] Depths = [1, 2, 3, 4, 5];
    private static readonly (string Rate, string Batch)[] DepthSteps = [("0.0001", "256"), ("0.01", "256"), ("0.1", "256"), ("0.1", "32")];
    private static readonly (int Depth, string Rate)[] ResidualSteps = [
        (1, "0.01"), (3, "0.01"), (5, "0.01"), (50, "0.01"), (1, "0.1"), (3, "0.1"), (5, "0.1")];

    private static readonly LearnerSpec Linear =
        new(
            "mlp", "linear",
            Settings.Parse("hidden=none optimizer=sgd rate=0.05 epochs=50 scaling=standardize validate=iteration monitor=train"));
    private static readonly SweepPoint BatchOne = new(Settings.Parse("batch=1"));
    private static readonly SweepPoint BatchFive = new(Settings.Parse("batch=5"));
    private static readonly LearnerSpec Softmax = new(
        "mlp", "softmax", Settings.Parse("hidden=none optimizer=sgd epochs=20 scaling=none monitor=train+validation"));
    private static readonly LearnerSpec Mlp = new("mlp", "mlp", Settings.Parse("optimizer=sgd scaling=none monitor=validation"));
    private static readonly SweepPoint LongPoint =
        new(Settings.Parse($"hidden={Hidden(2)} rate=0.0001 batch=256 epochs=2000"), "depth=2 rate=0.0001 batch=256, 20 times as long");
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

    public static Suite Suite { get; } = new(
        "gradients", "gradient descent, softmax and networks from scratch on small sets",
        [SgdCubic, SoftmaxGrid, GradientCheck, MlpDepth, Mlp200, ResNetDepth]);

    private static Experiment SgdCubic => new()
    {
        Name = "sgd-cubic",
        Question = "Does least squares by stochastic gradient descent need more than one sample for a step?",
        DataSets = ["cubic"],
        TrainRows = 200,
        Learners = [Linear],
        Sweep = [new([BatchOne, BatchFive])],
        Seeds = 10,
        Ours = "inputs in [-5, 5], rate, epochs, noise of deviation 10, features and targets standardized; number of seeds",
        Claims =
        [
            Claim.Higher(
                "batch 1 is unstable: its training loss moves more than that of batch 5", Linear.At(BatchOne),
                Linear.At(BatchFive), Measure.Fluctuation(Split.Train, Metric.Loss)),
            Claim.Higher(
                "batch 1 is inaccurate: its test error is above that of batch 5", Linear.At(BatchOne),
                Linear.At(BatchFive), Measure.SquaredError(Split.Test)),
            Claim.Within(
                "batch 5 is a good fit: it explains 0.9 and more of the variance of test rows", Linear.At(BatchFive),
                Measure.Metric(Split.Test, Metric.R2), 0.9, 1),
            Claim.Within(
                "the loss of batch 5 falls most of the time", Linear.At(BatchFive),
                Measure.ShareOfFalls(Split.Train, Metric.Loss), 0.5, double.PositiveInfinity),
        ],
        Map = new(new PredictionLine(-5, 5, 101, Powers: 3), 1),
        Pictures =
        [
            new FitSpec("fit", "x", "target", x => (x * x * x) + (5 * x * x) + 1),
            new CurvesSpec("training-loss", Metric.Loss, Split.Train) { Logarithmic = true },
            new BarsSpec("test-error", Measure.SquaredError(Split.Test)),
        ],
        Quick = new() { EpochDivisor = 1 },
    };

    private static Experiment SoftmaxGrid => new()
    {
        Name = "softmax-grid",
        Question = "Which learning rate and batch size suit softmax regression, and how do the extremes fail?",
        DataSets = ToySets,
        Quick = ToyQuick with { EpochDivisor = 5 },
        Learners = [Softmax],
        Sweep =
        [
            new(
            [
                .. from rate in SoftmaxRates
                   from batch in SoftmaxBatches
                   select SoftmaxStep(rate, batch),
                SoftmaxStep("100", "1024"),
                SoftmaxStep("0.00001", "2"),
            ]),
        ],
        Seeds = 10,
        Ours = "the grid but for (0.01, 64) and the two extremes, epochs, number of seeds",
        Claims =
        [
            .. from rate in SoftmaxRates
               from batch in SoftmaxBatches
               where (rate, batch) != ("0.01", "64")
               select Claim.Higher(
                   $"rate 0.01 with batch 64 is the best: better than {rate} with {batch}", Softmax.At(SoftmaxStep("0.01", "64")),
                   Softmax.At(SoftmaxStep(rate, batch)), ValidationAccuracy),
            Claim.Higher(
                "rate 0.01 with batch 64 is better than 100 with 1024", Softmax.At(SoftmaxStep("0.01", "64")),
                Softmax.At(SoftmaxStep("100", "1024")), ValidationAccuracy),
            Claim.Higher(
                "rate 100 with batch 1024 oscillates between low and high: its accuracy moves more", Softmax.At(SoftmaxStep("100", "1024")),
                Softmax.At(SoftmaxStep("0.01", "64")), Measure.Fluctuation(Split.Validation, Metric.Accuracy)),
            Claim.Lower(
                "rate 0.00001 with batch 2 is very slow: it ends less accurate", Softmax.At(SoftmaxStep("0.00001", "2")),
                Softmax.At(SoftmaxStep("0.01", "64")), ValidationAccuracy),
        ],
        Pictures = [
            new GridSpec("validation-accuracy", Measure.Metric(Split.Validation, Metric.Accuracy), "rate", "batch"),
            new CurvesSpec("validation-accuracy-by-epoch", Metric.Accuracy, Split.Validation)],
    };

    private static Experiment GradientCheck => new()
    {
        Name = "gradient-check",
        Question = "Are the gradients of the softmax loss, of every layer and of whole networks right?",
        DataSets = [],
        Learners = [],
        Seeds = 1,
        Study = Study.GradientCheck,
        Ours = "steps from 1, halved 14 times; 3 rows to a layer or network, 7 to a loss; how far slopes and products may be off",
    };

    private static Experiment MlpDepth => new()
    {
        Name = "mlp-depth",
        Question = "What do depth, learning rate and batch size do to a plain network on small sets?",
        DataSets = ToySets,
        Quick = ToyQuick,
        Learners = [Mlp],
        Sweep =
        [
            new(
            [
                .. from depth in Depths
                   from step in DepthSteps
                   select DepthPoint(depth, step.Rate, step.Batch),
                LongPoint,
            ]),
        ],
        Seeds = 10,
        Ours = "16 units a layer, rate 0.1, batch 32 (at rate 0.1 only, to keep the time down), 100 epochs, the depth of the long run, "
            + "number of seeds",
        Claims =
        [
            Claim.Within(
                "depth 1 at rate 0.01 and batch 256 reaches 0.92, as published, within 0.01", AtDepth(1, "0.01", "256"), ValidationAccuracy,
                0.91, 0.93),
            Claim.Within(
                "depth 5 at rate 0.01 and batch 256 reaches 0.95, as published, within 0.01", AtDepth(5, "0.01", "256"), ValidationAccuracy,
                0.94, 0.96),
            Claim.Higher(
                "depth 5 is better than depth 1 at rate 0.01 and batch 256", AtDepth(5, "0.01", "256"), AtDepth(1, "0.01", "256"),
                ValidationAccuracy),
            Claim.Within("rate 0.0001 is stuck at 0.90 after 2000 epochs, within 0.01", LongRun, ValidationAccuracy, 0.89, 0.91),
            Claim.Lower(
                "rate 0.0001 after 2000 epochs is worse than 0.01 after 100", LongRun, AtDepth(2, "0.01", "256"), ValidationAccuracy),
            Claim.Within("others pass 0.97: depth 5 at rate 0.1 and batch 32", AtDepth(5, "0.1", "32"), ValidationAccuracy, 0.97, 1),
            .. Depths.Select(depth => Claim.Higher(
                $"smaller batches are less stable: at depth {depth} and rate 0.1 the accuracy moves more with batch 32 than with 256",
                AtDepth(depth, "0.1", "32"), AtDepth(depth, "0.1", "256"), Measure.Fluctuation(Split.Validation, Metric.Accuracy))),
        ],
        Pictures =
        [
            .. DepthSteps.Select(
                step => new CurvesSpec($"validation-accuracy-rate-{step.Rate}-batch-{step.Batch}", Metric.Accuracy, Split.Validation)
            {
                Learners = [.. Depths.Select(depth => AtDepth(depth, step.Rate, step.Batch))],
            }),
            new CurvesSpec("long-run", Metric.Accuracy, Split.Train, Split.Validation) { Learners = [LongRun] },
            new BarsSpec("validation-accuracy", ValidationAccuracy),
        ],
    };

    private static Experiment Mlp200 => new()
    {
        Name = "mlp-200",
        Question = "Does the best network of mlp-depth learn 200 samples by heart?",
        DataSets = ToySets,
        Quick = ToyQuick,
        Learners = [Deepest],
        Sweep = [new([AllSamples, FewSamples])],
        Seeds = 10,
        Ours = "16 units a layer, batch 32, 2000 epochs of the 200 samples, number of seeds; the network is chosen by its mean validation "
            + "accuracy over the three sets in 5 seeds of mlp-depth: "
            + "0.9525 of 4 layers with batch 256 and 0.9523 of 5 with batch 32, both at rate 0.1, of which the second, because 200 "
                + "samples are one batch of 256",
        Claims =
        [
            Claim.Within(
                "200 samples are memorized: 0.99 and more of the accuracy on them", Deepest.At(FewSamples), TrainAccuracy, 0.99,
                double.PositiveInfinity),
            Claim.Lower(
                "200 samples generalize poorly: less accurate on validation rows than all samples", Deepest.At(FewSamples),
                Deepest.At(AllSamples), ValidationAccuracy),
            Claim.Higher(
                "200 samples have the larger gap between training and validation", Deepest.At(FewSamples), Deepest.At(AllSamples),
                Measure.Gap(Split.Validation, Metric.Accuracy)),
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
        DataSets = ToySets,
        Quick = ToyQuick,
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
            .. ResidualSteps.Where(step => step.Depth == 5).Select(step => Claim.Higher(
                $"at depth 5 and rate {step.Rate} the residual network is more accurate than the plain one",
                Residual.At(BlockPoint(5, step.Rate)), Plain.At(LayerPoint(5, step.Rate)), ValidationAccuracy)),
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

    private static SweepPoint SoftmaxStep(string rate, string batch) => new(Settings.Parse($"rate={rate} batch={batch}"));

    private static SweepPoint DepthPoint(int depth, string rate, string batch) =>
        new(Settings.Parse($"hidden={Hidden(depth)} rate={rate} batch={batch} epochs=100"), $"depth={depth} rate={rate} batch={batch}");

    private static LearnerName AtDepth(int depth, string rate, string batch) => Mlp.At(DepthPoint(depth, rate, batch));

    private static SweepPoint BlockPoint(int depth, string rate) =>
        new(Settings.Parse($"blocks={depth} rate={rate}"), $"depth={depth} rate={rate}");

    private static SweepPoint LayerPoint(int depth, string rate) =>
        new(Settings.Parse($"hidden={Hidden(depth)} rate={rate}"), $"depth={depth} rate={rate}");

    private static IEnumerable<int> DepthsAt(string rate) => ResidualSteps.Where(step => step.Rate == rate).Select(step => step.Depth);

    /// <summary>So many layers of 16 units.</summary>
    private static string Hidden(int depth) => string.Join('-', Enumerable.Repeat(16, depth));
}
