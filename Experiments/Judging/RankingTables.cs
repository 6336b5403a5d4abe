using MlPipelines.Experiments.Results;

namespace MlPipelines.Experiments.Judging;

/// <summary>The rankings of a run as CSV files.</summary>
public static class RankingTables
{
    /// <summary>The file of the learners: a row for each, the best first.</summary>
    public const string FileName = "ranking.csv";

    /// <summary>The file of the pairs of learners.</summary>
    public const string PairsFileName = "ranking-pairs.csv";

    /// <summary>The file of the figures that were ranked.</summary>
    public const string FiguresFileName = "ranking-figures.csv";

    private static readonly string[] Header =
    [
        "suite", "ranking", "measure", "data_sets", "learner", "average_rank", "wins", "baseline", "ratio", "ratio_low", "ratio_high",
        "better_than", "friedman_p", "critical_difference", "failed_trials", "left_out",
    ];

    private static readonly string[] PairsHeader =
        ["suite", "ranking", "first", "second", "ratio", "ratio_low", "ratio_high", "p", "nemenyi_p", "better", "evidence"];

    private static readonly string[] FiguresHeader = ["suite", "ranking", "data_set", "measure", "learner", "figure", "rank"];

    /// <summary>
    /// The learners. <c>ratio</c> is the geometric mean of a learner's figures over the baseline's, below 1 the better, with an interval of
    /// level 0.95; <c>better_than</c> the learners that Wilcoxon's test with Holm's adjustment finds worse; <c>friedman_p</c> that of Iman
    /// and Davenport; <c>left_out</c> what is not ranked, and why.
    /// </summary>
    public static string Text(IEnumerable<SuiteRanking> rankings) => CsvText.Rows([Header, .. rankings.SelectMany(ranking =>
        ranking.Learners.Select(learner => (object?[])
        [
            ranking.Suite, ranking.Ranking.Name, ranking.Ranking.Measure, ranking.DataSets.Count, learner.Name,
            CsvText.Digits(learner.AverageRank), learner.Wins, ranking.Baseline, CsvText.Digits(learner.Ratio?.Mean),
            CsvText.Digits(learner.Ratio?.Interval?.Low), CsvText.Digits(learner.Ratio?.Interval?.High),
            string.Join("; ", ranking.BeatenBy(learner.Name)), CsvText.Digits(ranking.Friedman.FPValue),
            CsvText.Digits(ranking.Friedman.CriticalDifference()), learner.Failed, string.Join("; ", ranking.LeftOut),
        ]))]);

    /// <summary>
    /// Every pair. <c>p</c> is Wilcoxon's, adjusted by Holm over all pairs of the ranking; <c>nemenyi_p</c> that of the mean ranks.
    /// </summary>
    public static string PairsText(IEnumerable<SuiteRanking> rankings) => CsvText.Rows([PairsHeader, .. rankings.SelectMany(ranking =>
        ranking.Pairs.Select(pair => (object?[])
        [
            ranking.Suite, ranking.Ranking.Name, pair.First, pair.Second, CsvText.Digits(pair.Ratio.Mean),
            CsvText.Digits(pair.Ratio.Interval?.Low), CsvText.Digits(pair.Ratio.Interval?.High), CsvText.Digits(pair.Comparison.PValue),
            CsvText.Digits(pair.NemenyiPValue), pair.Better, pair.Comparison.Evidence,
        ]))]);

    /// <summary>The mean figures of every learner on every data set, with its rank there.</summary>
    public static string FiguresText(IEnumerable<SuiteRanking> rankings) => CsvText.Rows([FiguresHeader, .. rankings.SelectMany(ranking =>
        ranking.DataSets.SelectMany(set => ranking.Learners.Select((learner, i) => (object?[])
            [ranking.Suite, ranking.Ranking.Name, set.Name, set.Measure, learner.Name, set.Figures[i], set.Ranks[i]])))]);
}
