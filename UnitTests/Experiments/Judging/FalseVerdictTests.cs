using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Experiments.Judging;

/// <summary>
/// Simulated experiments of several claims with a margin: how often any of them has a verdict that is false. Rates are in
/// docs/statistics.md, printed by these tests.
/// </summary>
[TestClass]
public sealed class FalseVerdictTests
{
    private const int Simulations = 2_500;
    private const double Margin = 0.02;
    private const double MostUpperBound = 0.065;

    private static readonly Measure Accuracy = Measure.Metric("test", "accuracy");

    public TestContext TestContext { get; set; } = null!;

    /// <param name="claims">Claims of the family.</param>
    /// <param name="seeds">Seeds of each learner.</param>
    /// <param name="shifts">The true differences of the claims, in turn, in margins.</param>
    /// <param name="deviation">Of a difference, in margins.</param>
    [TestMethod]
    [DataRow(8, 5, "0", 2.0)]
    [DataRow(8, 5, "0", 0.3)]
    [DataRow(8, 5, "1 -1", 0.5)]
    [DataRow(8, 5, "1 0", 0.5)]
    [DataRow(8, 5, "0 3", 0.7)]
    [DataRow(2, 10, "0", 2.0)]
    [DataRow(2, 10, "1 0", 0.4)]
    public void Judge_SimulatedClaims_AreRarelyFalse(int claims, int seeds, string shifts, double deviation)
    {
        double[] turns = [.. shifts.Split(' ').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        LearnerName[] names = [.. Enumerable.Range(0, claims).Select(i => new LearnerName($"net rate={i + 1}"))];
        var zero = new LearnerName("net rate=0");
        var experiment = ClaimTrials.Experiment(
            seeds, [.. names.Select((name, i) => Claim.Higher($"{i}", name, zero, Accuracy) with { Margin = Margin })]) with
        {
            Sweep = [SweepAxis.Of("rate", [.. Enumerable.Range(0, claims + 1).Select(i => $"{i}")])],
        };
        var random = new Xoshiro256(7);
        var (winners, equivalences) = (0, 0);
        for (var simulation = 0; simulation < Simulations; simulation++)
        {
            var figures = new Dictionary<(string, int), double>();
            for (var i = 0; i < claims; i++)
            {
                for (var seed = 1; seed <= seeds; seed++)
                {
                    var difference = turns[i % turns.Length] + (deviation * random.NextNormal());
                    figures[(names[i].Text, seed)] = 0.5 + (Margin * difference);
                }
            }

            var judged = ClaimJudge.Judge(
                "s", experiment, ClaimTrials.Of(experiment, (learner, seed) => learner == zero.Text ? 0.5 : figures[(learner, seed)]))
                .ToList();
            winners += judged.Where((claim, i) => IsFalseWinner(claim.Verdict, turns[i % turns.Length])).Any() ? 1 : 0;
            equivalences += judged.Where(
                (claim, i) => claim.Verdict == Verdict.Equivalent && Math.Abs(turns[i % turns.Length]) >= 1).Any() ? 1 : 0;
        }

        TestContext.WriteLine(
            $"{claims} claims, {seeds} seeds, differences of {shifts} margins, deviation {deviation}: a false winner in "
            + $"{Percent(winners)}, a false equivalence in {Percent(equivalences)}");
        Assert.IsLessThanOrEqualTo(MostUpperBound, ExactProportion.Interval(winners, Simulations, 0.9).High);
        Assert.IsLessThanOrEqualTo(MostUpperBound, ExactProportion.Interval(equivalences, Simulations, 0.9).High);
    }

    private static bool IsFalseWinner(Verdict verdict, double shift) =>
        (verdict == Verdict.Supported && shift <= 0) || (verdict == Verdict.Contradicted && shift >= 0);

    private static string Percent(int count) => $"{100.0 * count / Simulations:0.0} %";
}
