using MlPipelines.Numerics.Randomness;
using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

/// <summary>
/// 10 000 simulated ties of each kind: a winner in at most 5 % of them. Rates and power are in docs/statistics.md, printed by these tests.
/// Each rate has a standard error of 0.22 points, so that a test which is exactly at 5 % may show up to 5.7 % (three errors).
/// </summary>
[TestClass]
public sealed class FalseWinnerTests
{
    private const int Ties = 10_000;
    private const double Most = 0.05 + (3 * 0.00218);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("normal", 5, 0.0)]
    [DataRow("normal", 5, 1.0)]
    [DataRow("normal", 5, 2.0)]
    [DataRow("normal", 10, 0.0)]
    [DataRow("normal", 10, 1.0)]
    [DataRow("normal", 20, 0.0)]
    [DataRow("normal", 20, 0.5)]
    [DataRow("accuracies of 10 000 rows", 5, 0.0)]
    [DataRow("accuracies of 10 000 rows", 10, 0.0)]
    [DataRow("heavy tails", 5, 0.0)]
    [DataRow("heavy tails", 10, 0.0)]
    [DataRow("skewed", 10, 0.0)]
    public void OfDifferences_Simulated_WinsRarelyWithoutAndOftenWithADifference(string kind, int seeds, double shift)
    {
        var random = new Xoshiro256(20_260 + (ulong)seeds);
        var repeats = seeds >= MeanTest.LeastForBootstrap && shift > 0 ? 2_000 : Ties;
        var winners = 0;
        for (var i = 0; i < repeats; i++)
        {
            var differences = Enumerable.Range(0, seeds).Select(_ => shift + Draw(random, kind)).ToArray();
            winners += Comparison.OfDifferences(differences).Outcome == Outcome.Tie ? 0 : 1;
        }

        var rate = (double)winners / repeats;
        TestContext.WriteLine($"seeds, {kind}, n = {seeds}, difference {shift} deviations: a winner in {100 * rate:0.00} % of {repeats}");
        if (shift == 0)
            Assert.IsLessThanOrEqualTo(Most, rate);
        else
            Assert.IsGreaterThan(0.3, rate);
    }

    [TestMethod]
    [DataRow(10, 0.0)]
    [DataRow(10, 1.0)]
    [DataRow(30, 0.0)]
    [DataRow(30, 0.5)]
    public void OfDataSets_Simulated_WinsRarelyWithoutAndOftenWithADifference(int sets, double shift)
    {
        var random = new Xoshiro256(11);
        var zeros = new double[sets];
        var winners = 0;
        for (var i = 0; i < Ties; i++)
            winners += Comparison.OfDataSets([.. zeros.Select(_ => shift + random.NextNormal())], zeros).Outcome == Outcome.Tie ? 0 : 1;

        var rate = (double)winners / Ties;
        TestContext.WriteLine($"Wilcoxon, {sets} data sets, difference {shift} deviations: a winner in {100 * rate:0.00} %");
        if (shift == 0)
            Assert.IsLessThanOrEqualTo(Most, rate);
        else
            Assert.IsGreaterThan(0.5, rate);
    }

    [TestMethod]
    public void Groups_SimulatedTiesOfFiveLearners_SeparateRarely()
    {
        var random = new Xoshiro256(13);
        var critical = FriedmanTest.Of([[1, 2, 3, 4, 5], .. Enumerable.Repeat<double[]>([5, 4, 3, 2, 1], 19)]).CriticalDifference();
        var separated = 0;
        for (var i = 0; i < Ties; i++)
        {
            var test = FriedmanTest.Of(
                [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 5).Select(_ => random.NextNormal()).ToArray())]);
            separated += test.AverageRanks.Max() - test.AverageRanks.Min() > critical ? 1 : 0;
        }

        TestContext.WriteLine($"Nemenyi, 5 learners, 20 data sets: any difference in {100.0 * separated / Ties:0.00} %");
        Assert.IsLessThanOrEqualTo(Most, (double)separated / Ties);
    }

    [TestMethod]
    public void Adjusted_SimulatedFamiliesOfTenTies_NameAnyWinnerRarely()
    {
        var random = new Xoshiro256(17);
        var families = 0;
        for (var i = 0; i < Ties; i++)
        {
            var family = Comparison.Adjusted(
                [.. Enumerable.Range(0, 10)
                    .Select(_ => Comparison.OfDifferences([.. Enumerable.Range(0, 5).Select(_ => random.NextNormal())]))]);
            families += family.Any(comparison => comparison.Outcome != Outcome.Tie) ? 1 : 0;
        }

        TestContext.WriteLine($"Holm, families of 10 ties, 5 seeds: any winner in {100.0 * families / Ties:0.00} %");
        Assert.IsLessThanOrEqualTo(Most, (double)families / Ties);
    }

    private static double Draw(Xoshiro256 random, string kind) => kind switch
    {
        "normal" => random.NextNormal(),
        "heavy tails" => random.NextNormal() / Math.Sqrt(ChiSquared(random, 3) / 3), // Student's t with 3 degrees of freedom
        "skewed" => Math.Exp(0.5 * random.NextNormal()) - Math.Exp(0.125), // lognormal less its mean, skewness 1.75
        _ => (
            Math.Round(10_000 * (0.975 + (0.0014 * random.NextNormal())))
                - Math.Round(10_000 * (0.975 + (0.0014 * random.NextNormal())))) / 10_000,
    };

    private static double ChiSquared(Xoshiro256 random, int freedom) =>
        Enumerable.Range(0, freedom).Select(_ => random.NextNormal()).Sum(x => x * x);
}
