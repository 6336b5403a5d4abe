using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// How the learners of a suite rank over the data sets of all its experiments (Demšar, Statistical Comparisons of Classifiers over Multiple
/// Data Sets, JMLR 7, 2006): Friedman's test with Nemenyi's critical difference, and Wilcoxon's signed-rank test of every pair, Holm over
/// the pairs.
/// </summary>
/// <remarks>
/// Figures of a data set are means over its seeds or folds; a failed trial counts as the worst figure found. Ranks are given on each data
/// set by itself. Wilcoxon's test is of the logarithms of ratios, for figures of different data sets have different sizes.
/// </remarks>
/// <param name="Suite">The suite's name.</param>
/// <param name="Ranking">What was asked for.</param>
/// <param name="Learners">The ranked learners, the best first.</param>
/// <param name="DataSets">The data sets that are ranked over.</param>
/// <param name="Friedman">Friedman's test, its learners in the order of <paramref name="Learners"/>.</param>
public sealed record SuiteRanking(
    string Suite, Ranking Ranking, IReadOnlyList<RankedLearner> Learners, IReadOnlyList<RankedDataSet> DataSets, FriedmanTest Friedman)
{
    /// <summary>Fewer data sets rank nothing.</summary>
    public const int LeastDataSets = LearnerRanks.LeastDataSets;

    /// <summary>Fewer learners are not ranked: two are compared.</summary>
    public const int LeastLearners = 3;

    /// <summary>Sentences on the data sets and learners that are not in the ranking, each with its name and the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The learner to whose figures those of the others are put in ratio.</summary>
    public required string Baseline { get; init; }

    /// <summary>Every pair of learners; empty where a figure is not above 0, so that there are no ratios.</summary>
    public IReadOnlyList<RankedPair> Pairs { get; init; } = [];

    /// <summary>The ranking, or why there is none.</summary>
    /// <param name="plan">The plan of the run: a learner that it has and that has no figure is noticed.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="ranking">What is asked for.</param>
    /// <param name="finished">The finished trials of the run.</param>
    public static (SuiteRanking? Found, string? WhyNot) Of(
        RunPlan plan, Suite suite, Ranking ranking, IReadOnlyList<FinishedTrial> finished)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(ranking);
        var leftOut = new List<string>();
        var all = RankedFigures.Of(plan, suite, ranking, finished, leftOut);
        var counts = all.SelectMany(set => set.Planned).CountBy(learner => learner).ToList();
        string[] learners = [.. counts.Where(count => count.Value == all.Count).Select(count => count.Key)];
        leftOut.AddRange(
            counts.Where(count => count.Value < all.Count)
                .Select(count => $"{count.Key} is not ranked, for it is trained on {count.Value} of {all.Count} data sets"));
        leftOut.AddRange(all.Select(set => set.WhyNot(learners)).OfType<string>());
        List<RankedFigures> sets = [.. all.Where(set => set.WhyNot(learners) is null)];
        if (sets.Count < LeastDataSets || learners.Length < LeastLearners)
        {
            return (null, $"{sets.Count} data sets and {learners.Length} learners have all figures; at least {LeastDataSets} and "
                + $"{LeastLearners} are needed{string.Concat(leftOut.Select(reason => $"; {reason}"))}");
        }

        double[] Costs(string learner) => [.. sets.Select(set => set.CostOf(learner))];
        var first = FriedmanTest.Of([.. sets.Select(set => learners.Select(set.KeyOf).ToArray())], lowerIsBetter: true);
        learners = [.. Enumerable.Range(0, learners.Length).OrderBy(i => first.AverageRanks[i]).Select(i => learners[i])];
        var friedman = FriedmanTest.Of([.. sets.Select(set => learners.Select(set.KeyOf).ToArray())], lowerIsBetter: true);
        var baseline = ranking.Baseline?.Text is { } asked && learners.Contains(asked) ? asked : learners[0];
        if (ranking.Baseline is { } missing && missing.Text != baseline)
            leftOut.Add($"the baseline {missing} is not ranked; {baseline}, which ranks best, stands in its place");
        var hasRatios = sets.All(set => learners.All(set.IsPositive));
        return (new(suite.Name, ranking, [.. learners.Select(Ranked)], [.. sets.Select(set => set.Ranked(learners))], friedman)
        {
            LeftOut = leftOut,
            Baseline = baseline,
            Pairs = hasRatios ? RankedPair.All(sets, learners, friedman) : [],
        }, null);

        RankedLearner Ranked(string learner, int i) => new(learner, friedman.AverageRanks[i])
        {
            Wins = sets.Count(set => learners.All(other => set.KeyOf(learner) <= set.KeyOf(other))),
            Ratio = hasRatios && learner != baseline ? RatioMean.Of(Costs(learner), Costs(baseline)) : null,
            Failed = sets.Sum(set => set.FailedOf(learner)),
        };
    }

    /// <summary>The learners that the pairwise test finds worse than one, the best first.</summary>
    public IEnumerable<string> BeatenBy(string learner) => Learners.Select(ranked => ranked.Name)
        .Where(other => Pairs.Any(pair => pair.Better == learner && (pair.First == other || pair.Second == other) && other != learner));
}

/// <summary>A learner in a ranking.</summary>
/// <param name="Name">Its name.</param>
/// <param name="AverageRank">Its mean rank over the data sets, 1 the best.</param>
public sealed record RankedLearner(string Name, double AverageRank)
{
    /// <summary>On how many data sets no learner has a better figure.</summary>
    public int Wins { get; init; }

    /// <summary>
    /// The geometric mean of its figures over those of the baseline, of metrics of which the higher is better the other way round: below 1
    /// is better. Null for the baseline itself, and where there are no ratios.
    /// </summary>
    public RatioMean? Ratio { get; init; }

    /// <summary>Number of its trials that failed, each counted as the worst figure found on its data set.</summary>
    public int Failed { get; init; }
}

/// <summary>A data set in a ranking.</summary>
/// <param name="Name">The experiment's name, and the data set's where it has several.</param>
/// <param name="Measure">Split and metric.</param>
/// <param name="Figures">The mean figure of each learner, in the ranking's order.</param>
/// <param name="Ranks">The rank of each; equal figures share the mean of their ranks.</param>
public sealed record RankedDataSet(string Name, string Measure, IReadOnlyList<double> Figures, IReadOnlyList<double> Ranks);

/// <summary>Two learners of a ranking.</summary>
/// <param name="First">The one that ranks better, or is listed first.</param>
/// <param name="Second">The other.</param>
/// <param name="Ratio">The geometric mean of first over second, below 1 where the first is better.</param>
/// <param name="Comparison">Wilcoxon's test of the logarithms of the ratios, its p-value adjusted by Holm over all pairs.</param>
/// <param name="NemenyiPValue">Nemenyi's p-value of their mean ranks, adjusted for all pairs.</param>
public sealed record RankedPair(string First, string Second, RatioMean Ratio, Comparison Comparison, double NemenyiPValue)
{
    /// <summary>The learner that is better as far as Wilcoxon's test supports it, null for none.</summary>
    public string? Better => Comparison.Outcome switch
    {
        Outcome.First => First,
        Outcome.Second => Second,
        _ => null,
    };

    internal static IReadOnlyList<RankedPair> All(List<RankedFigures> sets, string[] learners, FriedmanTest friedman)
    {
        double[] Costs(int learner) => [.. sets.Select(set => set.CostOf(learners[learner]))];
        double[] Logarithms(int learner) => [.. Costs(learner).Select(cost => Math.Log(cost))];
        List<(int First, int Second)> pairs = [
            .. Enumerable.Range(0, learners.Length)
                .SelectMany(i => Enumerable.Range(i + 1, learners.Length - i - 1), (first, second) => (first, second))];
        var family = Comparison.Adjusted(
            [.. pairs.Select(pair => Comparison.OfDataSets(Logarithms(pair.First), Logarithms(pair.Second), lowerIsBetter: true))]);
        return [.. pairs.Zip(family, (pair, comparison) => new RankedPair(
            learners[pair.First], learners[pair.Second], RatioMean.Of(Costs(pair.First), Costs(pair.Second)),
            Judged(learners[pair.First], learners[pair.Second], comparison), friedman.PairPValue(pair.First, pair.Second)))];

        Comparison Judged(string first, string second, Comparison comparison)
        {
            bool HasFailed(string learner) => sets.Exists(set => set.FailedOf(learner) > 0);
            var winner = comparison.Outcome switch
            {
                Outcome.First => first,
                Outcome.Second => second,
                _ => null,
            };
            if (winner is not null && HasFailed(winner))
                return comparison.Withdrawn($"{winner} has failed trials, so that it is not called better");
            return HasFailed(first) || HasFailed(second)
                ? comparison.Noting("failed trials count as the worst figure found on their data set") : comparison;
        }
    }
}
