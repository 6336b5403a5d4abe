using System.Globalization;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>How sensitive a network is to its inputs, by the batch that it was trained with (E7 in the design's experiments).</summary>
internal static class LandscapeSensitivity
{
    private const string Trains = "rate=0.01 momentum=0.9";
    private const double Ratio = 0.05; // the logarithm of a ratio that does not matter
    private static readonly string[] EpochBatches = ["50", "1000", "4000", "5000", "10000"];
    private static readonly string[] UpdateBatches = ["50", "500"];
    private static readonly LearnerSpec Sensitive = new(
        "convnet", "cnn", Settings.Parse($"{LandscapeSuite.CnnSettings} sensitivity=500 monitor=test"));
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure TestLoss = Measure.Metric(Split.Test, Metric.LogLoss);
    private static readonly Measure SensitivityRatio = Measure.LogarithmOf(LandscapeMeasures.Sensitivity);

    /// <summary>The experiment.</summary>
    /// <param name="like">An experiment with the same rows and seeds.</param>
    public static Experiment Of(Experiment like) => like with
    {
        Name = "sensitivity",
        Question = "Does the batch size decide how sensitive a network is to its inputs, at equal epochs and at equal updates?",
        Learners = [Sensitive],
        Sweep = [new([.. EpochBatches.Select(EpochPoint), .. UpdateBatches.Select(UpdatePoint), .. EpochBatches.Select(SlowPoint)])],
        Ours = "10 and 20 filters of 5 x 5, 50 and 30 units; the batches but for 50 and 10 000; rate 0.01 with momentum 0.9, over 8 epochs "
            + "or 1200 updates, since 5 epochs at the report's rate of 0.001 without momentum train almost nothing and are only shown, and "
            + "since these show the shape that the report describes: that is a choice after the result; 500 test rows for the sensitivity; "
            + "inputs standardized by the training rows, number of seeds. Differences that do not matter: 5 % of the sensitivity, 0.002 of "
            + "the accuracy, 0.005 of the log-loss",
        Claims =
        [
            Claim.Lower(
                "sensitivity falls with the batch: 1000 below 50, equal epochs", Sensitive.At(EpochPoint("1000")),
                Sensitive.At(EpochPoint("50")), SensitivityRatio).SaidAt("003:238", Ratio),
            Claim.Lower(
                "sensitivity falls with the batch: 10 000 below 1000, equal epochs", Sensitive.At(EpochPoint("10000")),
                Sensitive.At(EpochPoint("1000")), SensitivityRatio).SaidAt("003:238", Ratio),
            Claim.Lower(
                "sensitivity falls with the batch: 500 below 50, equal updates", Sensitive.At(UpdatePoint("500")),
                Sensitive.At(UpdatePoint("50")), SensitivityRatio) with
            {
                Margin = Ratio,
            },
            .. PeakClaims,
            Claim.Lower(
                "beyond 5000 the sensitivity falls: 10 000 below 5000, equal epochs", Sensitive.At(EpochPoint("10000")),
                Sensitive.At(EpochPoint("5000")), SensitivityRatio).SaidAt("003:239", Ratio),
            Claim.Lower(
                "beyond 5000 the accuracy drops: 10 000 below 5000, equal epochs", Sensitive.At(EpochPoint("10000")),
                Sensitive.At(EpochPoint("5000")), TestAccuracy).SaidAt("003:239", margin: 0.002),
            Claim.Higher(
                "beyond 5000 the loss rises: 10 000 above 5000, equal epochs", Sensitive.At(EpochPoint("10000")),
                Sensitive.At(EpochPoint("5000")), TestLoss).SaidAt("003:239", margin: 0.005),
            Claim.Within(
                "rate 0.001 without momentum hardly trains: below 0.2 of the test rows are right with a batch of 1000",
                Sensitive.At(SlowPoint("1000")), TestAccuracy, double.NegativeInfinity, 0.2),
        ],
        Pictures =
        [
            .. AgainstBatch("sensitivity", LandscapeMeasures.Sensitivity),
            .. AgainstBatch("accuracy", TestAccuracy),
            .. AgainstBatch("loss", TestLoss),
        ],
        Quick = new() { EpochDivisor = 50, TrainRows = 5_000, Seeds = 1 },
    };

    /// <summary>Whether sensitivity peaks near a batch of 4000, over so many seeds.</summary>
    public static Experiment Peak(int seeds) => Of(LandscapeSuite.Interpolation) with
    {
        Name = "sensitivity-peak",
        Question = "Is a network most sensitive to its inputs when it was trained with batches of 4000?",
        Sweep = [new([EpochPoint("1000"), EpochPoint("4000"), EpochPoint("10000")])],
        Seeds = seeds,
        Claims = PeakClaims,
        Pictures = [new BarsSpec("sensitivity", LandscapeMeasures.Sensitivity) { EachSeed = true }],
    };

    private static Claim[] PeakClaims =>
    [
        Claim.Higher(
            "sensitivity peaks near 4000: above 1000, equal epochs", Sensitive.At(EpochPoint("4000")), Sensitive.At(EpochPoint("1000")),
            SensitivityRatio).SaidAt("003:239", Ratio),
        Claim.Higher(
            "sensitivity peaks near 4000: above 10 000, equal epochs", Sensitive.At(EpochPoint("4000")),
            Sensitive.At(EpochPoint("10000")), SensitivityRatio).SaidAt("003:239", Ratio),
    ];

    /// <summary>A measure against the batch size, at equal epochs (also where these hardly train) and at equal updates.</summary>
    private static AgainstLearnersSpec[] AgainstBatch(string name, Measure measure) =>
    [
        new(
            $"{name}-equal-epochs", measure, "batch, rows",
            [.. EpochBatches.Select(batch => (Rows(batch), Sensitive.At(EpochPoint(batch))))]) { LogarithmicX = true },
        new(
            $"{name}-not-trained", measure, "batch, rows",
            [.. EpochBatches.Select(batch => (Rows(batch), Sensitive.At(SlowPoint(batch))))]) { LogarithmicX = true },
        new(
            $"{name}-equal-updates", measure, "batch, rows",
            [.. UpdateBatches.Select(batch => (Rows(batch), Sensitive.At(UpdatePoint(batch))))]) { LogarithmicX = true },
    ];

    private static double Rows(string batch) => double.Parse(batch, CultureInfo.InvariantCulture);

    private static SweepPoint EpochPoint(string batch) =>
        new(Settings.Parse($"batch={batch} {Trains} epochs=8"), $"equal epochs, batch={batch}");

    /// <summary>1200 updates of 60 000 rows.</summary>
    private static SweepPoint UpdatePoint(string batch) =>
        new(Settings.Parse($"batch={batch} {Trains} epochs={Rows(batch) / 50}"), $"equal updates, batch={batch}");

    /// <summary>As the report's text has it: hardly a training.</summary>
    private static SweepPoint SlowPoint(string batch) =>
        new(Settings.Parse($"batch={batch} rate=0.001 momentum=0 epochs=5"), $"rate=0.001, batch={batch}");
}
