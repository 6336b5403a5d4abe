using System.Globalization;
using MlPipelines.Experiments.Results;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>A ranking as a short table with what it says of the learners, as the end of a run shows it.</summary>
internal static class RankingText
{
    /// <summary>The table of a ranking.</summary>
    public static Summary Of(SuiteRanking ranking)
    {
        var friedman = ranking.Friedman;
        string[] header = ["learner", "mean rank", "wins", $"ratio to {ranking.Baseline}", "95 % interval", "better than"];
        List<string> findings =
        [
            $"Friedman (Iman and Davenport): p {P(friedman.FPValue)}. Nemenyi's critical difference "
                + $"{Digits(friedman.CriticalDifference(), "0.00")}:",
            .. Groups(ranking),
            .. ranking.Pairs.Count == 0
                ? (string[])["Figures of 0 and below have no ratios: pairs are not compared."]
                : [
                    $"Wilcoxon's signed-rank test of the ratios, Holm over {ranking.Pairs.Count} pairs, level "
                        + $"{Digits(Comparison.DefaultLevel, "0.##")}:",
                    .. Winners(ranking)],
            .. ranking.LeftOut.Select(reason => $"Not ranked: {reason}."),
        ];
        return new(
            $"{ranking.Suite}: learners ranked over {ranking.DataSets.Count} data sets by {ranking.Ranking.Measure}",
            "Rank 1 is best; a win is a data set on which no learner is better. Ratios are geometric means over the data sets; below 1 is "
                + "better.",
            null, header, [.. ranking.Learners.Select(learner => Row(ranking, learner))], [])
        { Findings = findings };
    }

    private static IReadOnlyList<string> Row(SuiteRanking ranking, RankedLearner learner) =>
    [
        learner.Name + (learner.Failed > 0 ? $" ({learner.Failed} failed)" : ""), Digits(learner.AverageRank, "0.00"),
        Digits(learner.Wins, "0"),
        learner.Name == ranking.Baseline ? "1" : learner.Ratio is { } ratio ? Digits(ratio.Mean, "0.000") : "",
        learner.Ratio?.Interval is { } interval ? $"{Digits(interval.Low, "0.000")} to {Digits(interval.High, "0.000")}" : "",
        Digits(ranking.BeatenBy(learner.Name).Count(), "0"),
    ];

    private static IEnumerable<string> Groups(SuiteRanking ranking)
    {
        var groups = ranking.Friedman.Groups();
        return groups.Count == 0
            ? ["  all learners differ"]
            : groups.Select(group => $"  do not differ: {string.Join(", ", group.Select(i => ranking.Learners[i].Name))}");
    }

    private static List<string> Winners(SuiteRanking ranking)
    {
        var winners = ranking.Learners.Select(learner => (learner.Name, Beaten: string.Join(", ", ranking.BeatenBy(learner.Name))))
            .Where(learner => learner.Beaten.Length > 0).Select(learner => $"  {learner.Name} better than {learner.Beaten}").ToList();
        return winners.Count == 0 ? ["  no difference that the test supports"] : winners;
    }

    private static string P(double p) => p.ToString(p < 0.001 ? "0.0E+0" : "0.###", CultureInfo.InvariantCulture);

    private static string Digits(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
