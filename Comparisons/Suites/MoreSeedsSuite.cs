using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>
/// Questions that the other suites leave open and that 40 seeds decide, by the power of their tests at the differences that were seen.
/// </summary>
internal static class MoreSeedsSuite
{
    /// <summary>The suite's name.</summary>
    public const string Name = "more-seeds";

    private const int Seeds = 40;
    private const string Ours =
        "number of seeds: 40, where ten left the question open, which are among them; else as in the experiment that it repeats";
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(
        Name, "what ten seeds leave open, over forty",
        [CountriesShape, MnistShape, BumpDecay, BudgetRate, DeepPeaks, SecondCnn, SensitivePeak])
    {
        Sentences =
        [
            new("001:48", "(A part.) The network with 1 layer of 16 units is worse than that with 6 layers of 8."),
            new("001:74", "(A part.) 32 units in each of 6 layers make the accuracy worse than 16."),
            new("003:110", "(A part.) CNN2 is more accurate than CNN1 and generalizes better."),
            new("003:239", "(A part.) Sensitivity is highest near a batch of 4000."),
            new("004:36", "(A part.) The rate 0.05 is better than 0.1."),
        ],
    };

    private static Experiment CountriesShape => CountriesSuite.DepthWidth with
    {
        Name = "countries-shape",
        Question = "Is the smallest network the worst, and do 32 units in a layer hurt beside 16?",
        Sweep = [CountriesShapes.Axis([(1, 16), (6, 8), (6, 16), (6, 32)])],
        Seeds = Seeds,
        Ours = Ours + "; a difference of accuracies up to 0.005 does not matter",
        Claims = [CountriesShapes.WorstThan(6, 8), CountriesShapes.WiderHurts(16, 32)],
        Map = null,
        Pictures = [new BarsSpec("validation-accuracy", ValidationAccuracy) { EachSeed = true }],
    };

    private static Experiment MnistShape => MnistMlpSuite.Architecture with
    {
        Name = "mnist-shape",
        Question = "Do [128, 64] and [80, 512], of about equal weights, differ?",
        Sweep = [MnistMlpSuite.Shapes("128-64", "80-512")],
        Seeds = Seeds,
        Ours = Ours + "; plain SGD at the rate 0.2; a difference of accuracies up to 0.002 does not matter",
        Claims = [MnistMlpSuite.MoreAccurate("128-64", "80-512")],
        Pictures = [new BarsSpec("test-accuracy", TestAccuracy) { EachSeed = true }],
    };

    private static Experiment BumpDecay => MnistBump.SmallDecay(Seeds) with
    {
        Ours = Ours + "; a tenth of a mean squared error does not matter",
    };

    private static Experiment DeepPeaks => GradientsDepth.DepthFive("peaks", Seeds) with { Ours = Ours };

    private static Experiment SecondCnn => LandscapeFits.TwoCnns(Seeds) with
    {
        Ours = Ours + "; a difference of accuracies up to 0.002, of losses up to 0.005 does not matter",
    };

    private static Experiment SensitivePeak => LandscapeSensitivity.Peak(Seeds) with
    {
        Ours = Ours + "; a difference of 5 % of the sensitivity does not matter",
    };

    private static Experiment BudgetRate => Mnist65kSuite.Choices with
    {
        Name = "budget-rate",
        Question = "Is the rate 0.05 better than 0.1 for the network of 64 010 parameters?",
        Sweep = [Mnist65kSuite.TwoRates],
        Seeds = Seeds,
        Ours = Ours + "; a difference of accuracies up to 0.002 does not matter",
        Choices = [],
        Claims = [Mnist65kSuite.BetterThanATenth],
        Pictures = [new BarsSpec("test-accuracy", TestAccuracy) { EachSeed = true }],
    };
}
